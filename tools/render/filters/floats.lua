-- Figures, tables and listings: their numbers, captions, parts and alignment.

local common = require("common")
local labels = require("labels")
local layout = require("layout")
local M = {}
local parents, done = {}, {} -- {label of a part: label of the whole}, labels that have their number
local default_align

function M.options(meta)
  default_align = meta["fig-align"] and pandoc.utils.stringify(meta["fig-align"])
end

local function is_float(id)
  local kind = common.kind_of(id)
  return kind == "fig" or kind == "tbl" or kind == "lst"
end

local function claim(id)
  if not is_float(id) or done[id] then return nil end
  done[id] = true
  return labels.claim(id, parents[id])
end

-- The caption with the number that its label has in this page
local function number(id, caption)
  local entry = claim(id)
  if not entry then return caption end
  if not (caption[1] and caption[1].content) then caption:insert(1, pandoc.Plain({})) end
  labels.number_caption(entry, caption[1].content)
  return caption
end

function M.code(block)
  if block.attributes["lst-cap"] and common.kind_of(block.identifier) == "lst" then claim(block.identifier) end
end

-- Alignment

local aligns = { left = true, center = true, right = true, default = true }

local function add_align(element, align)
  if align and not aligns[align] then common.fail("fig-align: " .. align .. " (want left, center or right)", align) end
  if align and align ~= "default" then common.add_class(element, "quarto-figure-" .. align) end
end

function M.figure(figure)
  figure.caption = { long = number(figure.identifier, figure.caption.long) }
  local align = common.take(figure, "fig-align")
  figure = figure:walk({ Image = function(image)
    align = common.take(image, "fig-align") or align
    return image
  end })
  add_align(figure, align or default_align)
  return figure
end

-- A picture without a caption, alone in its paragraph
function M.picture(para)
  local image = #para.content == 1 and para.content[1]
  local align = image and image.t == "Image" and (common.take(image, "fig-align") or default_align)
  if not align then return nil end
  local div = pandoc.Div({ para }, pandoc.Attr("", { "quarto-figure" }))
  add_align(div, align)
  return div
end

-- `tbl-colwidths="[60,40]"`, in per cent
local function set_widths(tbl)
  local given = common.take(tbl, "tbl-colwidths")
  if not given then return end
  local ok, widths = pcall(pandoc.json.decode, given, false)
  if not ok or type(widths) ~= "table" or #widths ~= #tbl.colspecs then
    common.fail("tbl-colwidths: " .. given .. " (want a width in per cent for each column, as [60,40])", "tbl-colwidths")
  end
  for i, width in ipairs(widths) do tbl.colspecs[i] = { tbl.colspecs[i][1], tonumber(width) / 100 } end
end

-- Tables: `: Caption {#tbl-x}` leaves its label in the caption's text

function M.table(tbl)
  local last = tbl.caption.long[#tbl.caption.long]
  local text = last and last.content and last.content[#last.content]
  local id = text and text.t == "Str" and text.text:match("^{#(tbl%-[%w_-]+)}$")
  if id then
    last.content:remove(#last.content)
    tbl.identifier = id
  end
  set_widths(tbl)
  tbl.caption = { long = number(tbl.identifier, tbl.caption.long) }
  return tbl
end

-- Divs with a label: what they hold, and its caption last

local function is_made_by_cell(div)
  local first = div.content[1]
  return first and first.t == "RawBlock" and first.text:match("^<figure") or div.classes:includes("cell")
end

local function number_cell(div)
  local entry = claim(div.identifier)
  for i, block in ipairs(div.content) do
    if entry and (block.t == "Para" or block.t == "Plain") then
      local caption = pandoc.utils.stringify(block) == "" and pandoc.Inlines({}) or block.content
      labels.number_caption(entry, caption)
      div.content[i] = pandoc.Plain(caption)
      return div
    end
  end
  return div
end

local function is_text(block)
  if not block or block.t ~= "Para" then return false end
  for _, inline in ipairs(block.content) do
    if inline.t ~= "Image" and inline.t ~= "SoftBreak" and inline.t ~= "Space" then return true end
  end
  return false
end

-- The caption that stands at a table, a picture or code in a div

local function caption_of(element)
  if element.t ~= "CodeBlock" then return #element.caption.long > 0 and element.caption.long or nil end
  local text = element.attributes["lst-cap"]
  return text and { pandoc.Plain(common.inlines(text)) }
end

local function label_in(caption)
  return pandoc.utils.stringify(caption):match("{#(tbl%-[%w_-]+)}$")
end

local function remove_caption(element)
  if element.t == "Figure" then return element.content end
  if element.t == "Table" then element.caption = {} else element.attributes["lst-cap"] = nil end
  return element
end

-- Where only one part has a caption, and no label of its own, the caption is the div's.
local function take_inner_caption(div)
  local captions, is_labelled = pandoc.List(), false
  local function find(element)
    local caption = caption_of(element)
    if not caption then return end
    captions:insert(caption)
    is_labelled = is_labelled or element.identifier ~= "" or label_in(caption) ~= nil
  end
  div:walk({ Table = find, Figure = find, CodeBlock = find })
  if #captions ~= 1 or is_labelled then return nil end
  div.content = div.content:walk({ Table = remove_caption, Figure = remove_caption, CodeBlock = remove_caption })
  return captions[1]
end

local function take_caption(div)
  local given = common.take(div, "fig-cap") or common.take(div, "tbl-cap") or common.take(div, "lst-cap")
  if given then return pandoc.Blocks({ pandoc.Plain(common.inlines(given)) }) end
  if #div.content > 1 and is_text(div.content[#div.content]) then
    return pandoc.Blocks({ pandoc.Plain(div.content:remove().content) })
  end
  return pandoc.Blocks(take_inner_caption(div) or {})
end

local function find_parts(div)
  local function note(element)
    if element.identifier ~= div.identifier and is_float(element.identifier) then parents[element.identifier] = div.identifier end
  end
  div:walk({ Figure = note, Table = note, Div = note, Image = note, CodeBlock = note, Plain = function(block)
    local id = pandoc.utils.stringify(block):match("{#(tbl%-[%w_-]+)}$") -- a table's label in its caption
    if id then parents[id] = div.identifier end
  end })
end

function M.div(div)
  if not is_float(div.identifier) or done[div.identifier] then return nil end
  if is_made_by_cell(div) then return number_cell(div) end
  local caption = number(div.identifier, take_caption(div))
  find_parts(div)
  local align = common.take(div, "fig-align")
  local content = layout.is_layout(div) and layout.arrange(div, div.content) or div.content
  local figure = pandoc.Figure(content, { long = caption }, div.attr)
  add_align(figure, align or default_align)
  return figure
end

return M
