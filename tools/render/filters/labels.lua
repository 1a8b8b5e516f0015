-- What has a number, and the references to it.

local common = require("common")
local words = require("words")
local M = {}
local numbers, counters = {}, {}

-- Gives a label its number; `parent` is the label of the figure or table that it is a part of.
function M.claim(id, parent)
  local kind = common.kind_of(id)
  if not kind or not words.known[kind] then return nil end
  if numbers[id] then common.fail("duplicate label: " .. id, id) end
  local counter = parent or kind
  counters[counter] = (counters[counter] or 0) + 1
  local count = counters[counter]
  local number = parent and numbers[parent].number .. "\u{a0}(" .. string.char(96 + count) .. ")" or tostring(count)
  numbers[id] = { kind = kind, number = number, letter = parent and string.char(96 + count) }
  return numbers[id]
end

function M.name(entry)
  return words.of(entry.kind) .. "\u{a0}" .. entry.number
end

function M.entry(id)
  return numbers[id]
end

-- Puts `Figure 1: ` before a caption, `(a) ` before that of a part; where it has no text, the number alone.
function M.number_caption(entry, caption)
  local has_text = pandoc.utils.stringify(caption) ~= ""
  local text = entry.letter and "(" .. entry.letter .. ")" or M.name(entry)
  if has_text then text = text .. (entry.letter and " " or ": ") end
  caption:insert(1, pandoc.Span({ pandoc.Str(text) }, pandoc.Attr("", { "figure-number" })))
end

-- Equations

local function label_at(inlines, i)
  local id = inlines[i] and inlines[i].t == "Str" and inlines[i].text:match("^{#(eq%-[%w_-]+)}$")
  local at = id and (inlines[i - 1].t == "Math" and i - 1 or i - 2)
  if at and inlines[at] and inlines[at].t == "Math" then return id, at end
end

local function check_label(inline)
  local text = inline.t == "Str" and (inline.text:match("{#eq%-.*") or inline.text:match("^#eq%-[%w_-]+}?$"))
  if text then common.fail("label of no formula: " .. text .. " (want {#eq-…} alone, after $$)", text) end
end

function M.label_equations(inlines)
  for i = #inlines, 2, -1 do
    local id, at = label_at(inlines, i)
    if id then
      local entry = M.claim(id)
      local span = common.keep_maths(inlines[at])
      span.content[1].text = inlines[at].text .. "\\tag{" .. entry.number .. "}"
      span.identifier = id
      inlines[at] = span
      for k = i, at + 1, -1 do inlines:remove(k) end
    end
  end
  for _, inline in ipairs(inlines) do check_label(inline) end
  return inlines
end

-- Sections, numbered with `number-sections` as Quarto numbers them: from the highest level that the page has

local section, top, depth, numbered = {}, 1, 6, false

function M.section_options(meta)
  numbered = meta["number-sections"] == true
  depth = tonumber(meta["number-depth"] and pandoc.utils.stringify(meta["number-depth"])) or 6
end

function M.find_top(doc)
  local levels = pandoc.List()
  doc:walk({ Header = function(header) levels:insert(header.level) end })
  levels:sort()
  top = levels[1] == 1 and 1 or 2
end

function M.number_section(header)
  if not numbered or header.classes:includes("unnumbered") then return nil end
  for level = header.level + 1, 6 do section[level] = 0 end
  section[header.level] = (section[header.level] or 0) + 1
  local parts = pandoc.List()
  for level = top, header.level do parts:insert(section[level] or 0) end
  local number = table.concat(parts, ".")
  if common.kind_of(header.identifier) == "sec" then
    if numbers[header.identifier] then common.fail("duplicate label: " .. header.identifier, header.identifier) end
    numbers[header.identifier] = { kind = "sec", number = number }
  end
  if header.level > depth then return nil end
  header.content:insert(1, pandoc.Space())
  header.content:insert(1, pandoc.Span({ pandoc.Str(number) }, pandoc.Attr("", { "header-section-number" })))
  return header
end

-- References: `@fig-x`, `[@fig-x; @fig-y]`, `[-@fig-x]` (its number alone), `[Plot @fig-x]` (another word)

local function entry_of(id)
  local entry = numbers[id]
  if entry then return entry end
  local is_section = common.kind_of(id) == "sec" and not numbered
  local want = is_section and "sections have numbers with number-sections: true" or "want an id of this page"
  common.fail("unknown cross-reference: @" .. id .. " (" .. want .. ")", "@" .. id)
end

local function reference(citation)
  local id = citation.id:sub(1, 1):lower() .. citation.id:sub(2)
  local entry = entry_of(id)
  local text = pandoc.Inlines({})
  if #citation.prefix > 0 then
    text:extend(citation.prefix)
    text:insert(pandoc.Str("\u{a0}" .. entry.number))
  elseif citation.mode == "SuppressAuthor" then
    text:insert(pandoc.Str(entry.number))
  else
    text:insert(pandoc.Str(M.name(entry)))
  end
  return pandoc.Link(text, "#" .. id, "", pandoc.Attr("", { "quarto-xref" }))
end

local function is_label(id)
  local kind = common.kind_of(id)
  return kind ~= nil and words.known[kind:lower()] ~= nil and kind:sub(2) == kind:sub(2):lower()
end

function M.refer(cite)
  local links, others = pandoc.Inlines({}), 0
  for _, citation in ipairs(cite.citations) do
    if is_label(citation.id) then
      if #links > 0 then links:extend({ pandoc.Str(","), pandoc.Space() }) end
      links:insert(reference(citation))
      links:extend(citation.suffix)
    else
      others = others + 1
    end
  end
  if #links == 0 then return nil end
  if others > 0 then common.fail("citation and cross-reference in one bracket", "@" .. cite.citations[1].id) end
  return links
end

return M
