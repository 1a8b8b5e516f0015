-- What Quarto gives a meaning and tools/render doesn't cover: an error instead of a page without it.

local common = require("common")
local M = {}
local classes = {
  ["panel-sidebar"] = ".columns", ["panel-fill"] = ".columns", ["panel-center"] = ".columns", ["panel-input"] = ".columns",
  ["list-table"] = "a pipe or grid table", grid = ".columns", ["margin-caption"] = "a caption below", ["code-annotation"] = "a list below the code", lightbox = "a link to the picture",
}
local attributes = {
  ["fig-link"] = "[![…](x.png)](target)", ["fig-subcap"] = "a caption for each picture", ["tbl-subcap"] = "a caption for each table",
  ["preview-link"] = "a plain link", ["output-location"] = ".columns or .fragment", ["fig-column"] = "no column",
  ["cap-location"] = "none", ["fig-cap-location"] = "none: figures have it below", ["tbl-cap-location"] = "none: tables have it above",
  ["lst-cap-location"] = "none",
}

local function check_classes(element)
  for _, class in ipairs(element.classes) do
    local want = class:match("^column%-%a") and not class:match("^column%-width") and ".columns, or .aside" or (class:match("^g%-col%-") or class:match("^g%-start%-")) and ".columns" or classes[class]
    if want then common.fail("unknown class: ." .. class .. " (want " .. want .. ")", class) end
  end
end

local function check_attributes(element)
  for name in pairs(element.attributes) do
    if attributes[name] then common.fail("unknown attribute: " .. name .. " (want " .. attributes[name] .. ")", name) end
  end
end

-- A piece of the source by which an element is found
local function source_of(element, class)
  local path = element.src or element.target
  if path then return "](" .. path end
  return element.text or (element.t == "Header" and pandoc.utils.stringify(element)) or class
end

-- Quarto hides divs, spans and code blocks alone; anything else would be published.
local function check_condition(element)
  for _, class in ipairs(element.classes) do
    if class == "content-hidden" or class == "content-visible" then
      common.fail("." .. class .. " on " .. element.t:lower() .. " hides nothing (want a div or a span around it)", source_of(element, class))
    end
  end
end

local function check(element)
  check_condition(element)
  check_classes(element)
  check_attributes(element)
end

function M.image(image)
  local alt = image.attributes["fig-alt"] or image.attributes.alt
  local source = "](" .. image.src
  if not alt and #image.caption == 0 then
    common.fail("image without text alternative: " .. image.src .. " (want ![what it shows](…))", source)
  end
  if image.identifier:match("^fig%-") then -- a figure's label stands on the figure
    common.fail("figure inside a paragraph: #" .. image.identifier .. " (want blank lines around it, and a caption)", source)
  end
  if image.attributes["fig-alt"] then image.attributes.alt = common.take(image, "fig-alt") end
  return image
end

-- The label of a picture in a link would be that of the link's paragraph.
local function link(element)
  check(element)
  element:walk({ Image = function(image)
    if image.identifier:match("^fig%-") then
      local id = "#" .. image.identifier
      common.fail("figure inside a link: " .. id .. " (want ::: {" .. id .. "} around it, with the caption last)", "](" .. image.src)
    end
  end })
end

local function raw(element)
  local html = element.text:gsub("<script.-</script>", "")
  local unseen = html:match("<%?[^>]*>?") or html:match("<!%[CDATA[^>]*>?") or html:match("<!%a[^>]*>?")
  if unseen then common.fail("text that no reader sees: " .. unseen .. " (want <!-- … -->)", unseen) end
  if not element.format:match("^html") then
    common.fail("raw " .. element.format .. " (want HTML; formulas stand in $ or $$)", element.text:match("^[^\n]*"))
  end
end

-- Code that another engine would run in the text: `{python} x`
local function code(element)
  check_condition(element)
  local engine = element.text:match("^{(%a+)} ") or element.text:match("^(r) ")
  if engine then
    common.fail("inline code to run: `{" .. engine .. "} …` (want {{< var … >}}, or {{< embed … >}} from a notebook)", element.text)
  end
end

-- Pandoc prints the mark of a footnote that isn't there.
local function text(str)
  local mark = str.text:match("%[%^[^%]]+%]")
  if mark then common.fail("footnote without text: " .. mark .. " (want " .. mark .. ": … below)", mark) end
end

local function check_rest(element)
  common.check_plain("title", element.title)
  for name, value in pairs(element.attributes) do common.check_plain(name, value) end
end

-- For the end of the run, when the attributes that are Markdown have been taken
M.rest = {}
for _, kind in ipairs({ "Div", "Span", "Header", "Image", "Link", "CodeBlock", "Code", "Table", "Figure" }) do M.rest[kind] = check_rest end

M.filter = { Div = check, Span = check, Header = check, Image = check, Link = link, CodeBlock = check, Table = check, Code = code, RawInline = raw, RawBlock = raw, Str = text }

return M
