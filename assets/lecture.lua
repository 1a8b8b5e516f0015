-- The site's own Markdown, for Quarto and for tools/render alike:
--   \val{a.b}              in formulas and drawings: a number of _variables.yml
--   \fwd{…}  \bwd{…}       in formulas: forward blue, backward orange (recoloured by the theme)
--   ![…](x.svg){.drawing}  the drawing itself in the page, so that theme and fragments reach it
--   {.python source="gradflow/network.py#backward"}  a function's or class' source
--   [… [x](x.pdf) …]{.if-built}  in one line: goes where a file it links to is missing, a PDF not yet printed say
--   []{notebook="x.ipynb"}  the links of a notebook in the same folder
--   a notebook's page      begins with links to download it, alone or zipped with all it needs, and to run it in Colab or Binder once
--                          its first cell installs the engine from `repo-url` (`make notebooks` writes that line)
-- Under Quarto it also gives what tools/render gives by itself: notebook figures in the page, folded callouts
-- that open without a script, and no path of this machine in what is embedded from a notebook.
-- A mistake ends the run as `message\n  at: source text`.

local FORWARD, BACKWARD = "#0b5cad", "#b04408"

local function fail(message, source)
  error(message .. "\n  at: " .. source .. "\n", 0)
end

local function root()
  if quarto and quarto.project and quarto.project.directory then return quarto.project.directory end
  return os.getenv("QUARTO_PROJECT_DIR") or "."
end

local function read(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

-- Numbers

local function unquote(text)
  local double = text:match('^"(.*)"$')
  if double then
    return (double:gsub("\\(.)", function(c) return c == "n" and "\n" or c end))
  end
  local single = text:match("^'(.*)'$")
  return single and single:gsub("''", "'") or text
end

-- Nested mappings of strings, which is all that _variables.yml holds.
local function read_variables()
  local values, path = {}, {}
  for line in (read(root() .. "/_variables.yml") or ""):gmatch("[^\r\n]+") do
    local indent, key, value = line:match("^( *)([%w_-]+):%s*(.-)%s*$")
    if key then
      while #path > 0 and path[#path].indent >= #indent do table.remove(path) end
      local name = #path > 0 and path[#path].name .. "." .. key or key
      if value == "" then
        table.insert(path, { indent = #indent, name = name })
      else
        values[name] = unquote(value)
      end
    end
  end
  return values
end

local variables

local function near(name)
  local head, names = name:match("^[^.]*"), {}
  for known in pairs(variables) do
    if known:match("^[^.]*") == head then table.insert(names, known) end
  end
  table.sort(names)
  if #names > 12 then names = { table.unpack(names, 1, 12) } table.insert(names, "…") end
  return #names > 0 and "(want one of " .. table.concat(names, ", ") .. ")" or "(no such group in _variables.yml)"
end

local function value_of(name)
  variables = variables or read_variables()
  local value = variables[name]
  if not value then fail("unknown variable: " .. name .. " " .. near(name), "\\val{" .. name .. "}") end
  return value
end

local superscripts = {
  ["⁰"] = "0", ["¹"] = "1", ["²"] = "2", ["³"] = "3", ["⁴"] = "4", ["⁵"] = "5", ["⁶"] = "6", ["⁷"] = "7",
  ["⁸"] = "8", ["⁹"] = "9", ["⁻"] = "-",
}

local function to_tex(value)
  local text, digits = value:gsub("−", "-"):gsub("%%", "\\%%"):gsub("\u{202f}", "\\,"):gsub("\u{2009}", "\\,"), ""
  local result = ""
  for _, code in utf8.codes(text) do
    local char = utf8.char(code)
    if superscripts[char] then
      digits = digits .. superscripts[char]
    else
      if digits ~= "" then result, digits = result .. "^{" .. digits .. "}", "" end
      result = result .. (char == "×" and "\\times " or char)
    end
  end
  if digits ~= "" then result = result .. "^{" .. digits .. "}" end
  return result
end

-- Formulas

local function colour(text, macro, hex)
  local start, stop = text:find("\\" .. macro .. "%f[^%a]%s*%b{}")
  while start do
    local inner = text:sub(start, stop):match("%b{}")
    text = text:sub(1, start - 1) .. "{\\textcolor{" .. hex .. "}" .. inner .. "}" .. text:sub(stop + 1)
    start, stop = text:find("\\" .. macro .. "%f[^%a]%s*%b{}")
  end
  if text:find("\\" .. macro .. "%f[^%a]") then fail("\\" .. macro .. " without {…}", "\\" .. macro) end
  return text
end

local function formula(math)
  local text = math.text:gsub("\\val%s*(%b{})", function(name) return "{" .. to_tex(value_of(name:sub(2, -2))) .. "}" end)
  math.text = colour(colour(text, "fwd", FORWARD), "bwd", BACKWARD)
  return math
end

-- Drawings

local count = 0

local function escape(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub('"', "&quot;"))
end

local function words_of(text)
  local words = {}
  for word in (text or ""):gmatch("%S+") do words[word] = true end
  return words
end

local function add_arrow(tag, prefix)
  local words = words_of(tag:match('%sclass="([^"]*)"'))
  if not words.arrow then return tag end
  local both = words.both and ' marker-start="url(#' .. prefix .. 'arrow)"' or ""
  local close = tag:match("%s*/?>$")
  return tag:sub(1, #tag - #close) .. ' marker-end="url(#' .. prefix .. 'arrow)"' .. both .. close
end

local function marker(prefix)
  return '<defs><marker id="' .. prefix .. 'arrow" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="12" markerHeight="12" '
    .. 'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="context-stroke" stroke="none"/></marker></defs>'
end

-- What drawing programs add for themselves, names of files and folders among it
local function without_editor_data(text)
  text = text:gsub("<metadata.-</metadata%s*>", "")
  for _, program in ipairs({ "sodipodi", "inkscape", "i" }) do
    text = text:gsub("<" .. program .. ":[%w_-]+[^>]*/>", "")
    text = text:gsub("<(" .. program .. ":[%w_-]+)[^>]*>.-</%1%s*>", "")
    text = text:gsub("%s" .. program .. ':[%w_-]+="[^"]*"', ""):gsub("%sxmlns:" .. program .. '="[^"]*"', "")
  end
  return text
end

local function inline_svg(text, alt, classes, src, style)
  count = count + 1
  local prefix = "d" .. count .. "-" .. src:match("([^/]*)%.svg$"):gsub("[^%w]", "-") .. "-"
  text = without_editor_data(text:gsub("<%?xml.-%?>", ""):gsub("<!DOCTYPE.->", ""):gsub("<!%-%-.-%-%->", ""))
  text = text:gsub("\\val(%b{})", function(name) return escape(value_of(name:sub(2, -2))) end)
  text = text:gsub('(%sid=")', "%1" .. prefix):gsub("url%(#", "url(#" .. prefix)
  text = text:gsub('(%shref="#)', "%1" .. prefix):gsub('(%sxlink:href="#)', "%1" .. prefix)
  local arrows = text:find('class="[^"]*%f[%w]arrow%f[^%w-]') ~= nil
  if arrows then text = text:gsub("<%a[^<>]*>", function(tag) return add_arrow(tag, prefix) end) end
  text = text:gsub("<svg([^>]*)>", function(attributes)
    local own = attributes:match('%sclass="([^"]*)"')
    attributes = attributes:gsub('%s(class|role|aria%-label)="[^"]*"', ""):gsub('%sclass="[^"]*"', ""):gsub('%srole="[^"]*"', ""):gsub('%saria%-label="[^"]*"', "")
    local all = table.concat(classes, " ") .. (own and " " .. own or "")
    return "<svg" .. attributes .. ' class="' .. all .. '" role="img" aria-label="' .. escape(alt) .. '"'
      .. (style and ' style="' .. escape(style) .. '"' or "") .. ">" .. (arrows and marker(prefix) or "")
  end, 1)
  return (text:gsub("%s*\n%s*", "\n"):gsub("^%s+", ""):gsub("%s+$", ""))
end

-- Quarto writes a notebook's figures into files; in the page they follow the theme and find its font.
local function is_figure(image)
  return quarto ~= nil and image.src:match("_files/figure%-[%w-]+/[^/]+%.svg$") ~= nil
end

local function figure_svg(text)
  text = text:gsub("<metadata>.-</metadata>", "")
  return (text:gsub("<svg[^>]*>", function(tag) return (tag:gsub('%swidth="[^"]*"', ""):gsub('%sheight="[^"]*"', "")) end, 1))
end

local function drawing(image)
  if image.t ~= "Image" or not (image.classes:includes("drawing") or is_figure(image)) then return nil end
  local path = image.src:sub(1, 1) == "/" and root() .. image.src or image.src
  if quarto and quarto.doc and quarto.doc.input_file and not read(path) then
    path = pandoc.path.join({ pandoc.path.directory(quarto.doc.input_file), image.src })
  end
  local alt = image.attributes["fig-alt"] or image.attributes.alt or pandoc.utils.stringify(image.caption)
  local source = "](" .. image.src
  if not image.src:match("%.svg$") then fail("drawing is not an SVG: " .. image.src, source) end
  local text = read(path)
  if not text then fail("missing drawing: " .. image.src, source) end
  if alt == "" then fail("drawing without text alternative: " .. image.src .. " (want ![what it shows](…))", source) end
  if is_figure(image) then return inline_svg(figure_svg(text), alt, { "figure" }, image.src) end
  return inline_svg(text, alt, image.classes, image.src, image.attributes.style)
end

local function alone(block)
  return block and #block.content == 1 and block.content[1] or nil
end

local function block_drawing(block)
  local inner = alone(block)
  local svg = inner and drawing(inner)
  return svg and pandoc.RawBlock("html", svg) or nil
end

local function figure_drawing(figure)
  local plain = #figure.content == 1 and figure.content[1]
  local svg = plain and plain.content and block_drawing(plain)
  if not svg or not figure.identifier:match("^fig%-") then return svg or nil end
  figure.content = { svg }
  return figure
end

-- Sources

local function indent_of(line)
  return #line:match("^%s*")
end

local function definition(lines, name)
  local first
  for i, line in ipairs(lines) do
    local found = line:match("^%s*def%s+([%w_]+)") or line:match("^%s*class%s+([%w_]+)") or line:match("^%s*async%s+def%s+([%w_]+)") or line:match("^([%w_]+)%s*[:=]")
    -- the outermost one: a function rather than a method of the same name
    if found == name and (not first or indent_of(line) < indent_of(lines[first])) then first = i end
  end
  if not first then return nil end
  local indent, last = indent_of(lines[first]), first
  for i = first + 1, #lines do
    local blank = not lines[i]:match("%S")
    if not blank and indent_of(lines[i]) <= indent and not lines[i]:match("^%s*[%)%]}]") then break end
    if not blank then last = i end
  end
  while first > 1 and lines[first - 1]:match("^%s*@") and indent_of(lines[first - 1]) == indent do first = first - 1 end
  local result = {}
  for i = first, last do table.insert(result, (lines[i]:sub(indent + 1))) end
  return result
end

local function without_docstrings(lines)
  local result, inside = {}, false
  for _, line in ipairs(lines) do
    local opens = line:match('^%s*[rR]?"""')
    if inside then
      if line:match('"""%s*$') then inside = false end
    elseif opens then
      inside = not line:match('^%s*[rR]?""".*"""%s*$')
    else
      table.insert(result, line)
    end
  end
  while result[1] == "" do table.remove(result, 1) end
  return result
end

local function listing(block)
  local source = block.attributes.source
  if not source then return nil end
  local path, name = source:match("^([^#]+)#?(.*)$")
  if not path then fail("no file in source: " .. source .. ' (want source="gradflow/network.py#backward")', source) end
  local text = read(root() .. "/" .. path)
  if not text then fail("missing source: " .. path, source) end
  if block.text ~= "" then fail("text in a listing from a file: " .. block.text:match("[^\n]+") .. " (want none)", source) end
  local lines = {}
  for line in (text .. "\n"):gmatch("(.-)\r?\n") do table.insert(lines, line) end
  if name ~= "" then
    local whole = name
    for part in whole:gmatch("[^.]+") do
      lines = lines and definition(lines, part)
    end
    if not lines then fail("unknown name: " .. source .. " (want a function or class of " .. path .. ")", source) end
  end
  if block.attributes.docstring ~= "true" then lines = without_docstrings(lines) end
  block.attributes.source, block.attributes.docstring = nil, nil
  block.text = table.concat(lines, "\n"):gsub("\n+$", "")
  return block
end

-- Notebook pages: the file to download and, once its first cell installs the engine, where to run it

local function document_path()
  local path = quarto and quarto.doc and quarto.doc.input_file or os.getenv("QUARTO_DOCUMENT_FILE") or ""
  return path:sub(1, #root()) == root() and path:sub(#root() + 2) or path
end

-- Quarto's own elements: the callout that folds and the box around what is embedded

local function raw(text)
  return pandoc.RawBlock("html", text)
end

local function callout_classes(callout)
  local classes = { "callout", "callout-style-" .. callout.appearance, "callout-" .. callout.type, "callout-titled" }
  if callout.icon == false then table.insert(classes, "no-icon") end
  for _, class in ipairs(callout.attr.classes) do
    if not class:match("^callout") then table.insert(classes, class) end
  end
  return table.concat(classes, " ")
end

local function folded_callout(callout)
  local title = quarto.utils.as_inlines(callout.title)
  if not callout.collapse or #title == 0 or FORMAT ~= "html" then return nil end
  local id = callout.attr.identifier ~= "" and ' id="' .. callout.attr.identifier .. '"' or ""
  local open = callout.collapse == "false" and " open" or ""
  local blocks = pandoc.Blocks({
    raw("<details" .. id .. ' class="' .. callout_classes(callout) .. '"' .. open .. '><summary class="callout-header"><div class="callout-title-container">'),
    pandoc.Plain(title),
    raw("</div></summary>"),
    pandoc.Div(quarto.utils.as_blocks(callout.content), pandoc.Attr("", { "callout-body-container", "callout-body" })),
    raw("</details>"),
  })
  return blocks
end

local function without_paths(div)
  if not div.classes:includes("quarto-embed-nb-cell") then return nil end
  for _, name in ipairs({ "notebook", "notebook-title", "notebook-cellId" }) do div.attributes[name] = nil end
  return div
end

-- What links to files that another command makes

local function if_built(span)
  if not span.classes:includes("if-built") then return nil end
  local folder, missing = pandoc.path.directory(document_path()), false
  span:walk({ Link = function(link)
    missing = missing or not read(pandoc.path.join({ root(), folder, link.target }))
  end })
  return missing and {} or nil
end

local function repository()
  local settings = "\n" .. (read(root() .. "/_quarto.yml") or "")
  return settings:match("\n%s+repo%-url:%s*[\"']?https://github%.com/([%w_.-]+/[%w_.-]+)")
end

local function button(text, target, attributes)
  return pandoc.Link(text, target, "", pandoc.Attr("", { "download" }, attributes or {}))
end

-- Whether the notebook's first cell installs the engine from the repository: without that line it fails in Colab
local function installs_from(repo, path)
  local text = read(pandoc.path.join({ root(), path })) or ""
  return text:find('git+https://github.com/' .. repo .. '\\"', 1, true) ~= nil
end

-- Links that go with a notebook `name`, from a document in its folder
local function notebook_links(name)
  local path = pandoc.path.join({ pandoc.path.directory(document_path()), name })
  local zip = name:gsub("%.ipynb$", ".zip")
  local links = {}
  if read(pandoc.path.join({ root(), (path:gsub("%.ipynb$", ".zip")) })) then
    table.insert(links, button("Download with all it needs", zip, { { "download", zip } }))
  end
  -- the file itself, not its page
  local alone = #links > 0 and "Notebook only" or "Download this notebook"
  table.insert(links, button(alone, name, { { "download", name }, { "data-noresolveinput", "true" } }))
  local repo = repository()
  if repo and installs_from(repo, path) then
    table.insert(links, button("Run in Colab", "https://colab.research.google.com/github/" .. repo .. "/blob/main/" .. path))
    table.insert(links, button("Run in Binder", "https://mybinder.org/v2/gh/" .. repo .. "/main?labpath=" .. path))
  end
  local spaced = {}
  for i, link in ipairs(links) do
    if i > 1 then table.insert(spaced, pandoc.Space()) end
    table.insert(spaced, link)
  end
  return spaced
end

local function listed_notebook(span)
  local name = span.attributes.notebook
  if not name then return nil end
  if not read(pandoc.path.join({ root(), pandoc.path.directory(document_path()), name })) then
    fail("missing notebook: " .. name, 'notebook="' .. name)
  end
  return notebook_links(name)
end

local function with_notebook_links(doc)
  local name = document_path():match("[^/\\]+%.ipynb$")
  if not name or not FORMAT:match("html") then return nil end
  table.insert(doc.blocks, 1, pandoc.Para(notebook_links(name)))
  return doc
end

return {
  { Figure = figure_drawing, Para = block_drawing, Plain = block_drawing, traverse = "topdown" },
  {
    Math = formula,
    CodeBlock = listing,
    Callout = folded_callout,
    Div = without_paths,
    Span = function(span) return if_built(span) or listed_notebook(span) end,
    Image = function(image)
      local svg = drawing(image)
      return svg and pandoc.RawInline("html", svg)
    end,
    Pandoc = with_notebook_links,
  },
}
