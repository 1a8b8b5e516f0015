-- Speaker notes: they stay notes whatever they begin with, and the speaker sees them at the right step.

local common = require("common")
local M = {}

local function is_pause(block)
  return block.t == "Para" and pandoc.utils.stringify(block) == ". . ."
end

-- Headings, rules and pauses in notes and footers, which Pandoc would make into parts of the deck

local function heading(header)
  if header.attributes.visibility then
    common.fail("visibility of a heading in notes (want it on the slide's heading)", pandoc.utils.stringify(header))
  end
  local tag = "h" .. math.max(header.level, 3)
  return { common.raw("<" .. tag .. ">"), pandoc.Plain(header.content), common.raw("</" .. tag .. ">") }
end

local inner = {
  Header = heading,
  HorizontalRule = function() return common.raw("<hr />") end,
  Para = function(para) return is_pause(para) and {} or nil end,
}

M.inner = { Div = function(div)
  if not div.classes:includes("notes") and not div.classes:includes("footer") then return nil end
  div.content = div.content:walk(inner)
  return div
end }

-- The parts of a slide, each but the first with the pause that it begins with
local function split_at_pauses(slide)
  local parts = pandoc.List({ pandoc.Blocks({}) })
  for _, block in ipairs(slide) do
    if is_pause(block) then parts:insert(pandoc.Blocks({})) end
    parts[#parts]:insert(block)
  end
  return parts
end

-- The blocks without notes, and these as one div. Notes of a fragment stay, since they belong to its step.
local function take(blocks)
  local notes
  local function keep(element) return element, false end
  local rest = blocks:walk({ traverse = "topdown", BulletList = keep, OrderedList = keep, Div = function(div)
    if div.classes:includes("fragment") then return div, false end
    if not div.classes:includes("notes") then return nil end
    if notes then notes.content:extend(div.content) else notes = div end
    return {}, false
  end })
  return rest, notes
end

-- Puts notes of one part before the first pause, so that they are always shown. Where several parts have
-- notes, each shows its own: of several notes in a part, reveal.js would show the first alone.
function M.place(slide)
  local parts, all = split_at_pauses(slide), pandoc.List()
  if #parts == 1 then return slide end
  for i, part in ipairs(parts) do
    local rest, notes = take(part)
    parts[i] = rest
    if notes then all:insert({ part = i, notes = notes }) end
  end
  for _, entry in ipairs(all) do parts[#all == 1 and 1 or entry.part]:insert(entry.notes) end
  local result = pandoc.Blocks({})
  for _, part in ipairs(parts) do result:extend(part) end
  return result
end

return M
