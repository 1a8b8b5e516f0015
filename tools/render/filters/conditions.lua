-- `.content-visible` and `.content-hidden`: what is not to be shown leaves no trace in the page.

local common = require("common")
local M = {}
local values = {}

-- The page's options, which `when-meta` asks for
function M.options()
  local path = os.getenv("QUARTO_METADATA")
  local file = path and io.open(path)
  if not file then return end
  values = pandoc.json.decode(file:read("a"), false)
  file:close()
end

local formats = { html = true, ["html:js"] = true, [common.is_deck and "revealjs" or "html5"] = true }

local known = pandoc.List({
  "html", "html4", "html5", "html:js", "revealjs", "slidy", "dzslides", "slideous", "s5", "dashboard", "email", "pdf", "latex", "beamer",
  "context", "typst", "docx", "odt", "rtf", "pptx", "epub", "epub2", "epub3", "gfm", "commonmark", "markdown", "ipynb", "jats", "asciidoc",
  "asciidoctor", "hugo", "docusaurus", "rst", "org", "man", "ms", "plain", "native", "json", "icml", "mediawiki", "dokuwiki", "texinfo",
})

-- A misspelt condition would publish what is to be hidden.
local function check_conditions(element)
  for name, value in pairs(element.attributes) do
    local about = name:match("^when%-(.*)") or name:match("^unless%-(.*)")
    if about and not ({ format = 1, meta = 1, profile = 1 })[about] then
      common.fail("unknown condition: " .. name .. " (want when- or unless-format, -meta or -profile)", name)
    elseif about == "format" and not known:includes(value) then
      common.fail("unknown format: " .. value .. " (want html, revealjs or pdf, say)", value)
    end
  end
end

local function is_true(key)
  local value = values
  for part in key:gmatch("[^.]+") do value = type(value) == "table" and value[part] or nil end
  return value == true
end

-- No profile is ever active: tools/render reads one `_quarto.yml`.
local tests = { format = function(name) return formats[name] end, profile = function() return false end, meta = is_true }

local function holds(element)
  local result = true
  for name, test in pairs(tests) do
    local when, unless = common.take(element, "when-" .. name), common.take(element, "unless-" .. name)
    if when and not test(when) or unless and test(unless) then result = false end
  end
  return result
end

local function is_shown(element)
  local hides = element.classes:includes("content-hidden")
  if not hides and not element.classes:includes("content-visible") then return nil end
  check_conditions(element)
  element.classes = element.classes:filter(function(class) return not class:match("^content%-[vh]i[sd]") end)
  return holds(element) ~= hides
end

-- Cells of hidden text must not run: their ids go to tools/render, which leaves them out of the page's script.
local function hide(element)
  local ids = {}
  element:walk({ RawBlock = function(raw)
    for id in raw.text:gmatch("%f[%w]%a+%-cell%-%d+") do table.insert(ids, id) end
  end })
  local file = #ids > 0 and io.open(os.getenv("QUARTO_HIDDEN_CELLS"), "a")
  if file then
    file:write(table.concat(ids, "\n"), "\n")
    file:close()
  end
  return {}
end

M.hide = hide

local function show(element)
  local shown = is_shown(element)
  if shown == false then return {} end
  return shown and element or nil
end

local function show_div(div)
  local shown = is_shown(div)
  if shown == false then return hide(div) end
  if shown and div.identifier == "" and #div.classes == 0 then return div.content end
end

-- Marks the place of a cell that shows nothing
local function drop_mark(raw)
  if raw.text:match("^<!%-%-cell:") then return {} end
end

M.marks = { RawBlock = drop_mark }
M.filter = { Div = show_div, Span = show, CodeBlock = show }

return M
