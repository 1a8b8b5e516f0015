-- The ids of headings with hidden text: Pandoc makes them before it is hidden.

local M = {}
local mark = "renamed-from"

-- The id that Pandoc makes for a heading of this content
local function automatic_id(content)
  local heading = pandoc.Pandoc({ pandoc.Header(1, content) })
  return pandoc.read(pandoc.write(heading, "markdown"), "markdown").blocks[1].identifier
end

local function has_condition(content)
  local found = false
  content:walk({ Span = function(span)
    found = found or span.classes:includes("content-hidden") or span.classes:includes("content-visible")
  end })
  return found
end

-- Marks the headings whose id must be made again.
function M.mark(header)
  if not has_condition(header.content) then return nil end
  local own, id = header.identifier, automatic_id(header.content)
  if own ~= id and own:gsub("%-%d+$", "") ~= id then return nil end
  header.attributes[mark], header.identifier = own, ""
  return header
end

local function unique(id, taken)
  local name, count = id, 0
  while taken[name] do
    count = count + 1
    name = id .. "-" .. count
  end
  taken[name] = true
  return name
end

-- Makes these ids of the text that is shown, and points links at them.
function M.rename(doc)
  local taken, renamed = {}, {}
  local function note(element)
    if element.identifier then taken[element.identifier] = true end
  end
  doc:walk({ Block = note, Inline = note })
  doc = doc:walk({ Header = function(header)
    local old = header.attributes[mark]
    if not old then return nil end
    header.attributes[mark] = nil
    header.identifier = unique(automatic_id(header.content), taken)
    renamed[old] = header.identifier
    return header
  end })
  return doc:walk({ Link = function(link)
    local start, id = link.target:match("^(#/?)(.*)$")
    if renamed[id] then link.target = start .. renamed[id] end
    return link
  end })
end

return M
