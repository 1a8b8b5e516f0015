-- `.panel-tabset`: a tab for each heading; tabsets of one `group` change together.

local common = require("common")
local M = {}
local count = 0

local function tabs_of(div)
  local level, tabs = nil, pandoc.List()
  for _, block in ipairs(div.content) do
    if block.t == "Header" and (not level or block.level == level) then
      level = block.level
      tabs:insert({ heading = block, body = pandoc.Blocks({}) })
    elseif #tabs == 0 then
      common.fail("tabset without a heading first", "panel-tabset")
    else
      tabs[#tabs].body:insert(block)
    end
  end
  return tabs
end

local function active_tab(tabs)
  for i, tab in ipairs(tabs) do
    if tab.heading.classes:includes("active") then return i end
  end
  return 1
end

local function button_html(id, is_active)
  return '<li class="nav-item" role="presentation"><button type="button" class="nav-link' .. (is_active and " active" or "")
    .. '" id="' .. id .. '-tab" role="tab" aria-controls="' .. id .. '" aria-selected="' .. tostring(is_active)
    .. '"' .. (is_active and "" or ' tabindex="-1"') .. ">"
end

-- A tab's blocks, with the classes and attributes of its heading
local function panel(id, tab, is_active)
  local attr = pandoc.Attr(id, tab.heading.classes, tab.heading.attributes)
  attr.classes = attr.classes:filter(function(class) return class ~= "active" end)
  attr.classes:insert(1, "tab-pane")
  if is_active then attr.classes:insert(2, "active") else attr.attributes.hidden = "" end
  attr.attributes.role, attr.attributes.tabindex, attr.attributes["aria-labelledby"] = "tabpanel", "0", id .. "-tab"
  return common.box(tab.body, attr)
end

local function list_html(classes)
  local styles = classes:filter(function(class) return class:match("^nav%-") end)
  return '<ul class="nav ' .. (#styles > 0 and table.concat(styles, " ") or "nav-tabs") .. '" role="tablist">'
end

function M.render(div)
  if not div.classes:includes("panel-tabset") then return nil end
  count = count + 1
  local tabs, prefix = tabs_of(div), "tabset-" .. count .. "-"
  local active = active_tab(tabs)
  local blocks = pandoc.Blocks({ common.raw(list_html(div.classes)) })
  for i, tab in ipairs(tabs) do
    blocks:extend({ common.raw(button_html(prefix .. i, i == active)), pandoc.Plain(tab.heading.content), common.raw("</button></li>") })
  end
  local panels = pandoc.Div({}, pandoc.Attr("", { "tab-content" }))
  for i, tab in ipairs(tabs) do panels.content:insert(panel(prefix .. i, tab, i == active)) end
  blocks:extend({ common.raw("</ul>"), panels })
  div.classes = div.classes:filter(function(class) return not class:match("^nav%-") end)
  div.content = blocks
  return div
end

return M
