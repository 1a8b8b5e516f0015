-- Slides: positions, asides and footnotes at the foot, slides that are not shown.

local common = require("common")
local conditions = require("conditions")
local notes = require("notes")
local M = {}
local slide_level, classes, stretches = 2, pandoc.List(), false

function M.options(meta)
  slide_level = tonumber(meta["slide-level"] and pandoc.utils.stringify(meta["slide-level"])) or 2
  for _, class in ipairs({ "smaller", "scrollable" }) do
    if meta[class] == true then classes:insert(class) end
  end
  stretches = meta["auto-stretch"] ~= false
end

-- `.absolute`, with `top`, `left`, `bottom`, `right`, `width` and `height` in pixels or as CSS has them

local function position(element)
  if not element.classes:includes("absolute") then return nil end
  local style = ""
  for _, side in ipairs({ "top", "left", "bottom", "right", "width", "height" }) do
    local value = common.take(element, side)
    if value then style = style .. side .. ": " .. (tonumber(value) and value .. "px" or value) .. "; " end
  end
  common.add_style(element, style)
  return element
end

M.positions = { Div = position, Span = position, Image = position, Figure = position }

-- Asides and footnotes

local function footnotes_html(notes)
  local blocks = pandoc.Blocks({ common.raw('<ol class="aside-footnotes">') })
  for _, note in ipairs(notes) do
    blocks:extend({ common.raw("<li>"), common.box(note.content), common.raw("</li>") })
  end
  blocks:insert(common.raw("</ol>"))
  return blocks
end

local function is_aside(element)
  return element.classes:includes("aside")
end

-- Gives the element without the class by which it is an aside.
local function plain_aside(element)
  if not is_aside(element) then return nil end
  element.classes = element.classes:filter(function(class) return class ~= "aside" end)
  return element
end

local function take_asides(blocks)
  local asides = pandoc.Blocks({})
  local function take(element)
    if not is_aside(element) then return nil end
    plain_aside(element)
    local content = element.t == "Span" and { pandoc.Plain(element.content) } or element.content
    asides:insert(common.box(content, element.attr))
    return {}
  end
  return blocks:walk({ Div = take, Span = take }), asides
end

-- The blocks with numbers for footnotes; adds the footnotes to a list.
local function take_footnotes(blocks, notes)
  return blocks:walk({ Note = function(note)
    notes:insert(note)
    return pandoc.RawInline("html", "<sup>" .. #notes .. "</sup>")
  end })
end

-- What speaker notes say aside or in a footnote stays in them: the slide must not show it.
local function keep_in_notes(div)
  if not div.classes:includes("notes") then return nil end
  local notes = pandoc.List()
  div.content = take_footnotes(div.content:walk({ Div = plain_aside, Span = plain_aside }), notes)
  if #notes > 0 then div.content:extend(footnotes_html(notes)) end
  return div
end

-- A figure's caption is its picture's alternative text, too, where nothing can be at the foot.
local function drop_copies(figure)
  local function drop(element) return (element.t == "Note" or is_aside(element)) and {} or nil end
  return figure:walk({ Image = function(image)
    image.caption = image.caption:walk({ Note = drop, Span = drop })
    return image
  end })
end

local function add_foot(blocks)
  local rest, asides = take_asides(blocks:walk({ Div = keep_in_notes }))
  local notes = pandoc.List()
  rest, asides = take_footnotes(rest, notes), take_footnotes(asides, notes)
  if #asides == 0 and #notes == 0 then return rest end
  rest:insert(common.raw("<aside>"))
  rest:extend(asides)
  if #notes > 0 then rest:extend(footnotes_html(notes)) end
  rest:insert(common.raw("</aside>"))
  return rest
end

-- `auto-stretch`: the only picture of a slide is as high as the place left

local function is_plain_picture(block)
  local inner = block.t == "Figure" and #block.content == 1 and block.content[1] or block
  local image = inner.content and #inner.content == 1 and inner.content[1]
  return (inner.t == "Para" or inner.t == "Plain") and image and image.t == "Image" and image
end

local function count_pictures(blocks)
  local count = 0
  blocks:walk({ Image = function() count = count + 1 end })
  return count
end

local function has_size(image)
  local style = image.attributes.style or ""
  return image.attributes.height or style:match("height:") or image.classes:includes("absolute") or image.classes:includes("drawing")
end

-- Whether a figure has its own step or place, which its caption shares
local function stays_whole(block)
  return block.t == "Figure" and (block.classes:includes("fragment") or block.classes:includes("absolute"))
end

local function stretch_block(block)
  local image = is_plain_picture(block)
  if not image or has_size(image) or image.classes:includes("nostretch") or stays_whole(block) then return { block } end
  common.add_class(image, "r-stretch")
  for _, class in ipairs(block.t == "Figure" and block.classes or {}) do common.add_class(image, class) end
  if block.t ~= "Figure" then return { pandoc.Plain({ image }) } end
  image.identifier = block.identifier
  for name, value in pairs(block.attributes) do image.attributes[name] = value end
  local caption = pandoc.utils.blocks_to_inlines(block.caption.long)
  if image.attributes.alt == nil then image.attributes.alt = pandoc.utils.stringify(image.caption) end
  return { pandoc.Plain({ image }), pandoc.Div({ pandoc.Plain(caption) }, pandoc.Attr("", { "caption" })) }
end

local function stretch(blocks, heading)
  if not stretches or heading and heading.classes:includes("nostretch") or count_pictures(blocks) ~= 1 then return blocks end
  local result = pandoc.Blocks({})
  for _, block in ipairs(blocks) do result:extend(stretch_block(block)) end
  return result
end

-- Each slide in turn

-- `background`, which reveal.js reads as a colour, a gradient or a picture
local function name_picture(heading)
  local background = heading.attributes.background
  if background and background:match("%.%a+$") then
    heading.attributes["background-image"] = common.take(heading, "background")
  end
end

local function heading_of(slide)
  return slide[1] and slide[1].t == "Header" and slide[1]
end

local function visibility_of(heading)
  return heading.attributes.visibility or heading.attributes["data-visibility"]
end

local function check_visibility(heading)
  for _, name in ipairs(heading and { "visibility", "data-visibility" } or {}) do
    common.check_choice(name, heading.attributes[name], { "hidden", "uncounted" })
  end
end

local function is_hidden(heading)
  return heading and visibility_of(heading) == "hidden"
end

local function hide_cells(slide)
  check_visibility(heading_of(slide))
  if is_hidden(heading_of(slide)) then conditions.hide(pandoc.Div(slide)) end
  return slide
end

-- Inside a box, a heading of a slide's level begins no slide.
local function lower_headings(div)
  div.content = div.content:walk({ Header = function(header)
    header.level = math.max(header.level, slide_level + 1)
    return header
  end })
  return div
end

local function finish(slide)
  local heading = heading_of(slide)
  if is_hidden(heading) then return {} end
  slide = slide:walk({ Figure = drop_copies })
  if heading then
    name_picture(heading)
    for _, class in ipairs(classes) do common.add_class(heading, class) end
    slide[1] = heading
  end
  return add_foot(stretch(notes.place(slide), heading)):walk({ Div = lower_headings })
end

local function begins_slide(block)
  return block.t == "Header" and block.level <= slide_level or block.t == "HorizontalRule"
end

local function each_slide(blocks, finish)
  local result, slide = pandoc.Blocks({}), pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local holds_slides = block.t == "Div" and block.content[1] and begins_slide(block.content[1])
    if begins_slide(block) or holds_slides then
      result:extend(finish(slide))
      slide = pandoc.Blocks({})
    end
    if holds_slides then
      block.content = each_slide(block.content, finish)
      result:insert(block)
    else
      slide:insert(block)
    end
  end
  result:extend(finish(slide))
  return result
end

-- Before the marks of cells go: those of slides that are not shown must not run.
function M.hide(doc)
  each_slide(doc.blocks, hide_cells)
end

function M.slides(doc)
  doc.blocks = each_slide(doc.blocks, finish)
  return doc
end

return M
