-- What Quarto adds to Pandoc's Markdown, for the constructs that this renderer covers.
-- Runs before the project's own filters. Mistakes end the run as `message\n  at: source text`.

local deck = FORMAT:match("revealjs") ~= nil
local fold_default, fold_summary
local numbers, counters = {}, { fig = 0, tbl = 0, eq = 0 }
local words = { fig = "Figure", tbl = "Table", eq = "Equation" }
local callouts = { note = "Note", tip = "Tip", important = "Important", warning = "Warning", caution = "Caution" }
local unknown_classes = {
  ["content-visible"] = true, ["content-hidden"] = true, ["column-margin"] = true, ["aside"] = true,
  ["absolute"] = true, ["column-page"] = true, ["column-screen"] = true, ["column-body"] = true,
  ["panel-sidebar"] = true, ["panel-fill"] = true, ["panel-center"] = true, ["proof"] = true,
  ["theorem"] = true, ["footer"] = true, ["r-stack"] = false,
}
local unknown_attributes = { "layout", "layout-ncol", "layout-nrow", "fig-subcap", "lst-cap", "filename" }

local function fail(message, source)
  error(message .. "\n  at: " .. source .. "\n", 0)
end

local function raw(text)
  return pandoc.RawBlock("html", text)
end

local function escape(text)
  return (text:gsub("&", "&amp;"):gsub("<", "&lt;"):gsub('"', "&quot;"))
end

-- Numbers of figures, tables and equations

local function claim(id)
  local kind = id:match("^(%a+)%-")
  if not counters[kind] then return nil end
  if numbers[id] then fail("duplicate label: " .. id, id) end
  counters[kind] = counters[kind] + 1
  numbers[id] = { word = words[kind], number = counters[kind] }
  return numbers[id]
end

local function caption_prefix(entry)
  local text = entry.word .. "\u{a0}" .. entry.number .. ": "
  return pandoc.Span({ pandoc.Str(text) }, pandoc.Attr("", { "figure-number" }))
end

local function number_div(div)
  local entry = div.identifier:match("^fig%-") and claim(div.identifier)
  if not entry then return nil end
  for i, block in ipairs(div.content) do
    if block.t == "Para" or block.t == "Plain" then
      block.content:insert(1, caption_prefix(entry))
      div.content[i] = pandoc.Plain(block.content)
      return div
    end
  end
  return div
end

local function number_caption(element)
  local entry = element.identifier ~= "" and claim(element.identifier)
  local first = element.caption.long[1]
  if entry and first then first.content:insert(1, caption_prefix(entry)) end
  return element
end

-- `: Caption {#tbl-x}` leaves its label in the caption's text
local function label_table(tbl)
  local last = tbl.caption.long[#tbl.caption.long]
  if last and last.content and #last.content > 0 then
    local text = last.content[#last.content]
    local id = text.t == "Str" and text.text:match("^{#(tbl%-[%w_-]+)}$")
    if id then
      last.content:remove(#last.content)
      tbl.identifier = id
    end
  end
  return number_caption(tbl)
end

-- Maths: the TeX as written is kept beside what filters make of it, for errors

local function keep_maths(math)
  return pandoc.Span({ math }, pandoc.Attr("", {}, { tex = math.text }))
end

local function label_equations(inlines)
  for i = #inlines, 2, -1 do
    local id = inlines[i] and inlines[i].t == "Str" and inlines[i].text:match("^{#(eq%-[%w_-]+)}$")
    local at = id and (inlines[i - 1].t == "Math" and i - 1 or i - 2)
    local math = at and inlines[at]
    if math and math.t == "Math" then
      local entry = claim(id)
      local span = keep_maths(math)
      span.content[1].text = math.text .. "\\tag{" .. entry.number .. "}"
      span.identifier = id
      inlines[at] = span
      for k = i, at + 1, -1 do inlines:remove(k) end
    end
  end
  return inlines
end

-- Callouts and tabs

local function callout(div)
  local kind
  for _, class in ipairs(div.classes) do kind = kind or class:match("^callout%-(%a+)$") end
  if not kind then return nil end
  if not callouts[kind] then fail("unknown callout: " .. kind .. " (want note, tip, important, warning or caution)", "callout-" .. kind) end
  local title = div.attributes.title and pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title, "markdown").blocks) or pandoc.Inlines(callouts[kind])
  local content = div.content
  if not div.attributes.title and content[1] and content[1].t == "Header" then
    title = content:remove(1).content
  end
  local folded = div.attributes.collapse
  local tag, head = "div", "div"
  if folded then tag, head = "details", "summary" end
  local open = folded == "false" and " open" or ""
  local id = div.identifier ~= "" and ' id="' .. div.identifier .. '"' or ""
  local others = ""
  for _, class in ipairs(div.classes) do
    if class ~= "callout-" .. kind then others = others .. " " .. escape(class) end
  end
  local blocks = pandoc.Blocks({
    raw("<" .. tag .. id .. open .. ' class="callout callout-style-default callout-' .. kind .. " callout-titled" .. others .. '">'
      .. "<" .. head .. ' class="callout-header"><div class="callout-icon-container"><i class="callout-icon"></i></div>'
      .. '<div class="callout-title-container">'),
    pandoc.Plain(title),
    raw("</div></" .. head .. '><div class="callout-body-container callout-body">'),
  })
  blocks:extend(content)
  blocks:insert(raw("</div></" .. tag .. ">"))
  return blocks
end

local tabsets = 0

local function tabset(div)
  if not div.classes:includes("panel-tabset") then return nil end
  tabsets = tabsets + 1
  local level, tabs = nil, {}
  for _, block in ipairs(div.content) do
    if block.t == "Header" and (not level or block.level == level) then
      level = block.level
      table.insert(tabs, { title = block.content, body = pandoc.Blocks({}) })
    elseif #tabs == 0 then
      fail("tabset without a heading first", "panel-tabset")
    else
      tabs[#tabs].body:insert(block)
    end
  end
  local blocks = pandoc.Blocks({ raw('<div class="panel-tabset"><ul class="nav nav-tabs" role="tablist">') })
  for i, tab in ipairs(tabs) do
    local id = "tabset-" .. tabsets .. "-" .. i
    blocks:insert(raw('<li class="nav-item" role="presentation"><button type="button" class="nav-link' .. (i == 1 and " active" or "")
      .. '" id="' .. id .. '-tab" role="tab" aria-controls="' .. id .. '" aria-selected="' .. tostring(i == 1)
      .. '"' .. (i > 1 and ' tabindex="-1"' or "") .. ">"))
    blocks:insert(pandoc.Plain(tab.title))
    blocks:insert(raw("</button></li>"))
  end
  blocks:insert(raw('</ul><div class="tab-content">'))
  for i, tab in ipairs(tabs) do
    local id = "tabset-" .. tabsets .. "-" .. i
    blocks:insert(raw('<div class="tab-pane' .. (i == 1 and " active" or "") .. '" id="' .. id .. '" role="tabpanel" tabindex="0" aria-labelledby="'
      .. id .. '-tab"' .. (i > 1 and " hidden" or "") .. ">"))
    blocks:extend(tab.body)
    blocks:insert(raw("</div>"))
  end
  blocks:insert(raw("</div></div>"))
  return blocks
end

-- Refusals

local function check_div(div)
  for _, class in ipairs(div.classes) do
    if unknown_classes[class] then fail("unknown div feature: ." .. class .. " (not covered by tools/render)", class) end
  end
  for _, name in ipairs(unknown_attributes) do
    if div.attributes[name] then fail("unknown div feature: " .. name .. " (not covered by tools/render)", name) end
  end
end

local function check_image(image)
  local alt = image.attributes["fig-alt"] or image.attributes["alt"]
  if not alt and #image.caption == 0 then
    fail("image without text alternative: " .. image.src .. " (want ![what it shows](…))", "](" .. image.src)
  end
  if image.identifier:match("^fig%-") then -- a figure's label stands on the figure
    fail("figure inside a paragraph: #" .. image.identifier .. " (want blank lines around it, and a caption)", "](" .. image.src)
  end
  if image.attributes["fig-alt"] then
    image.attributes["alt"] = image.attributes["fig-alt"]
    image.attributes["fig-alt"] = nil
  end
  return image
end

local function check_raw(element)
  if not element.format:match("^html") then
    fail("raw " .. element.format .. " (want HTML; formulas stand in $ or $$)", element.text:match("^[^\n]*"))
  end
end

local function fold_code(block)
  local fold = block.attributes["code-fold"]
  local folded = block.classes:includes("cell-code") and fold_default or fold
  block.attributes["code-fold"] = nil
  local lines = block.attributes["code-line-numbers"]
  if lines and not deck then block.attributes["code-line-numbers"] = nil end
  if folded and folded ~= "false" then
    local open = folded == "show" and " open" or ""
    local summary = block.attributes["code-summary"] or fold_summary or "Code"
    block.attributes["code-summary"] = nil
    return { raw('<details class="code-fold"' .. open .. "><summary>" .. escape(summary) .. "</summary>"), block, raw("</details>") }
  end
  return block
end

local function cross_reference(cite)
  local links, others = pandoc.Inlines({}), 0
  for _, citation in ipairs(cite.citations) do
    local kind = citation.id:match("^(%a+)%-")
    if words[kind] then
      local entry = numbers[citation.id]
      if not entry then fail("unknown cross-reference: @" .. citation.id, "@" .. citation.id) end
      if #links > 0 then links:extend({ pandoc.Str(","), pandoc.Space() }) end
      links:insert(pandoc.Link(entry.word .. "\u{a0}" .. entry.number, "#" .. citation.id, "", pandoc.Attr("", { "quarto-xref" })))
    elseif kind == "sec" then
      fail("unknown cross-reference: @" .. citation.id .. " (sections have no numbers here)", "@" .. citation.id)
    else
      others = others + 1
    end
  end
  if #links == 0 then return nil end
  if others > 0 then fail("citation and cross-reference in one bracket", "@" .. cite.citations[1].id) end
  return links
end

local function options(meta)
  fold_default = meta["code-fold"] ~= nil and pandoc.utils.stringify(meta["code-fold"]) or nil
  if meta["code-fold"] == true then fold_default = "true" elseif meta["code-fold"] == false then fold_default = nil end
  fold_summary = meta["code-summary"] and pandoc.utils.stringify(meta["code-summary"])
end

return {
  { Meta = options },
  { Inlines = label_equations },
  {
    Math = function(math) return keep_maths(math), false end,
    Span = function(span)
      if span.attributes.tex then return span, false end
    end,
    traverse = "topdown",
  },
  { Div = function(div) check_div(div) return number_div(div) end, Figure = number_caption, Table = label_table, Image = check_image,
    RawInline = check_raw, RawBlock = check_raw,
    Note = function(note) fail("footnote (not covered by tools/render)", "[^") end, traverse = "topdown" },
  { Cite = cross_reference, CodeBlock = fold_code },
  { Div = function(div) return callout(div) or tabset(div) end },
}
