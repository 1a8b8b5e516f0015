-- What the filters share.

local M = { is_deck = FORMAT:match("revealjs") ~= nil }

-- Ends the run; `source` is a piece of the page's text, by which the error gets its line.
function M.fail(message, source)
  error(message .. "\n  at: " .. source .. "\n", 0)
end

function M.raw(text)
  return pandoc.RawBlock("html", text)
end

-- A div that keeps its tag and its id: Pandoc would merge it with a heading that it begins with.
function M.box(blocks, attr)
  blocks = pandoc.Blocks(blocks)
  if blocks[1] and blocks[1].t == "Header" then blocks:insert(1, M.raw("")) end
  return pandoc.Div(blocks, attr)
end

function M.escape(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub('"', "&quot;"))
end

-- A formula keeps its TeX as written beside what other filters make of it, for errors.
function M.keep_maths(math)
  return pandoc.Span({ math }, pandoc.Attr("", {}, { tex = math.text }))
end

-- For formulas that no filter has met yet
M.maths = {
  traverse = "topdown",
  Math = function(math) return M.keep_maths(math), false end,
  Span = function(span) if span.attributes.tex then return span, false end end,
}

-- Filters for the Markdown in attributes, which is read after the page's own has passed them
M.text_filters = {}

-- The inlines of a text that stands in an attribute or an option.
function M.inlines(text)
  local blocks = pandoc.read(text, "markdown").blocks
  for _, filter in ipairs(M.text_filters) do blocks = blocks:walk(filter) end
  return pandoc.utils.blocks_to_inlines(blocks):walk({ Math = M.keep_maths })
end

-- Ends the run where a text that isn't read as Markdown asks to be hidden: it would be published.
function M.check_plain(name, value)
  if value and value:match("content%-hidden") or value and value:match("content%-visible") then
    M.fail("hidden text in " .. name .. ", which is plain text (want it elsewhere)", value)
  end
end

-- An attribute's value, taken from the element.
function M.take(element, name)
  local value = element.attributes[name]
  element.attributes[name] = nil
  return value
end

-- Ends the run where an attribute has none of the values that it may have.
function M.check_choice(name, value, choices)
  if not value or pandoc.List(choices):includes(value) then return end
  local list = table.concat(choices, ", ", 1, #choices - 1) .. " or " .. choices[#choices]
  M.fail(name .. ": " .. value .. " (want " .. list .. ")", name .. "=" .. value)
end

-- An attribute's value, taken from the element; it is one of the choices.
function M.take_choice(element, name, choices)
  local value = M.take(element, name)
  M.check_choice(name, value, choices)
  return value
end

function M.add_style(element, style)
  local before = element.attributes.style
  element.attributes.style = before and before:gsub(";?%s*$", "; ") .. style or style
end

function M.add_class(element, class)
  if not element.classes:includes(class) then element.classes:insert(class) end
end

-- The kind of thing that a label names: `fig` for `fig-loss`.
function M.kind_of(id)
  return id:match("^(%a+)%-")
end

-- The heading with which a block begins, as the block's title; it is no heading of the page.
function M.take_title(content)
  if content[1] and content[1].t == "Header" then return content:remove(1).content end
end

return M
