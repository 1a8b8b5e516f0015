-- `layout-ncol`, `layout-nrow` and `layout`: a div's parts side by side, in rows of cells.

local common = require("common")
local M = {}
local keys = { "layout", "layout-ncol", "layout-nrow", "layout-valign", "layout-align" }

function M.is_layout(div)
  for _, key in ipairs(keys) do
    if div.attributes[key] then return true end
  end
  return false
end

local function is_space(inline)
  return inline.t == "Space" or inline.t == "SoftBreak" or inline.t == "LineBreak"
end

-- The pictures of a paragraph that holds nothing else
local function pictures_of(block)
  if block.t ~= "Para" and block.t ~= "Plain" then return nil end
  local pictures = pandoc.Blocks({})
  for _, inline in ipairs(block.content) do
    if inline.t == "Image" then
      local id = inline.identifier
      inline.identifier = ""
      local plain = pandoc.Plain({ inline })
      pictures:insert(#inline.caption == 0 and plain or pandoc.Figure({ plain }, { long = { pandoc.Plain(inline.caption) } }, pandoc.Attr(id)))
    elseif not is_space(inline) then
      return nil
    end
  end
  return #pictures > 0 and pictures or nil
end

-- One cell a block, one a picture; a heading goes with what follows.
local function cells_of(content)
  local cells, heading = pandoc.List(), nil
  for _, block in ipairs(content) do
    if block.t == "Header" then
      heading = block
    else
      for _, part in ipairs(pictures_of(block) or { block }) do
        cells:insert(pandoc.Div(heading and { heading, part } or { part }, pandoc.Attr("", { "quarto-layout-cell" })))
        heading = nil
      end
    end
  end
  if heading then cells:insert(pandoc.Div({ heading }, pandoc.Attr("", { "quarto-layout-cell" }))) end
  return cells
end

local function count_of(div, key)
  local text = common.take(div, key)
  local count = text and math.tointeger(tonumber(text))
  if text and (not count or count < 1) then common.fail(key .. ": " .. text .. " (want a number from 1)", key) end
  return count
end

local function is_widths(row)
  if type(row) ~= "table" or #row == 0 then return false end
  for _, width in ipairs(row) do
    local percent = type(width) == "string" and tonumber(width:match("^(-?[%d.]+)%%$"))
    if not (type(width) == "number" or percent) then return false end
  end
  return true
end

-- `[[1,1], [1]]`: a row each; `[1,2]`: one row. Negative widths are gaps.
local function parse_layout(text)
  local ok, layout = pcall(pandoc.json.decode, text, false)
  local rows = ok and type(layout) == "table" and (is_widths(layout) and { layout } or layout) or {}
  for _, row in ipairs(rows) do
    if not is_widths(row) then rows = {} end
  end
  if #rows == 0 then common.fail("layout: " .. text .. " (want widths in rows, as [[1,1], [1]])", "layout") end
  return rows
end

local function grid(columns)
  local row = {}
  for i = 1, columns do row[i] = 1 end
  return { row }
end

local function rows_of(div, count)
  local layout = common.take(div, "layout")
  local columns, rows = count_of(div, "layout-ncol"), count_of(div, "layout-nrow")
  if layout and not columns and not rows then return parse_layout(layout) end
  return grid(columns or math.ceil(count / (rows or count)))
end

local function size_of(width)
  return math.abs(tonumber(width) or tonumber((width:gsub("%%$", ""))))
end

local function is_gap(width)
  return tostring(width):sub(1, 1) == "-"
end

local function holds_picture(cell)
  local found = false
  cell:walk({ Image = function() found = true end, Table = function() found = true end })
  return found
end

local function style_cell(cell, share, align)
  local side = align or (holds_picture(cell) and "center" or "left")
  cell.attributes.style = string.format("flex-basis: %.1f%%; text-align: %s", share, side)
  return cell
end

local function fill_row(widths, cells, align)
  local total, row = 0, pandoc.Blocks({})
  for _, width in ipairs(widths) do total = total + size_of(width) end
  for _, width in ipairs(widths) do
    local cell = is_gap(width) and pandoc.Div({}, pandoc.Attr("", { "quarto-figure-spacer" })) or cells:remove(1)
    if cell then row:insert(style_cell(cell, 100 * size_of(width) / total, align)) end
  end
  return row
end

local function has_cell(widths)
  for _, width in ipairs(widths) do
    if not is_gap(width) then return true end
  end
  return false
end

-- The content in rows; the last row's widths serve for all cells that are left.
function M.arrange(div, content)
  local cells = cells_of(content)
  local rows, panel = rows_of(div, math.max(#cells, 1)), pandoc.Blocks({})
  local valign = common.take_choice(div, "layout-valign", { "default", "top", "center", "bottom" })
  local align = common.take_choice(div, "layout-align", { "default", "left", "center", "right" })
  if align == "default" then align = nil end
  local i = 1
  while #cells > 0 do
    local widths = rows[math.min(i, #rows)]
    if i >= #rows and not has_cell(widths) then common.fail("layout of gaps alone", "layout") end
    local row = pandoc.Div(fill_row(widths, cells, align), pandoc.Attr("", { "quarto-layout-row" }))
    if valign then row.classes:insert("quarto-layout-valign-" .. valign) end
    panel:insert(row)
    i = i + 1
  end
  return panel
end

function M.render(div)
  if not M.is_layout(div) then return nil end
  div.content = M.arrange(div, div.content)
  common.add_class(div, "quarto-layout-panel")
  return div
end

return M
