-- Callouts of Quarto's five kinds, with their title, fold, icon and appearance.

local common = require("common")
local labels = require("labels")
local words = require("words")
local M = {}
local kinds = { note = "nte", tip = "tip", important = "imp", warning = "wrn", caution = "cau" }
local appearances = { "default", "simple", "minimal" }
local defaults = {}

function M.options(meta)
  for _, key in ipairs({ "callout-appearance", "callout-icon" }) do
    if meta[key] ~= nil then defaults[key] = pandoc.utils.stringify(meta[key]) end
  end
  common.check_choice("callout-appearance", defaults["callout-appearance"], appearances)
end

local function kind_of(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind and not kinds[kind] then
      common.fail("unknown callout: " .. kind .. " (want note, tip, important, warning or caution)", class)
    end
    if kind then return kind end
  end
  if div.classes:includes("callout") then common.fail("callout of no kind (want .callout-note, say)", "callout") end
end

local function appearance_of(div)
  local appearance = common.take_choice(div, "appearance", appearances) or defaults["callout-appearance"] or "default"
  local icon = common.take_choice(div, "icon", { "true", "false" }) or defaults["callout-icon"] or "true"
  if appearance == "minimal" then return "simple", false end
  return appearance, icon ~= "false"
end

-- The title as written, `Note 1: ` before it where the callout has a label, or else the kind's name
local function title_of(div, kind, appearance)
  local given = common.take(div, "title")
  local title = given and common.inlines(given) or common.take_title(div.content) or pandoc.Inlines({})
  local entry = common.kind_of(div.identifier) == kinds[kind] and labels.claim(div.identifier)
  if entry then
    title:insert(1, pandoc.Str(labels.name(entry) .. (#title > 0 and ": " or "")))
    return title, true
  end
  if #title == 0 and appearance == "default" then return pandoc.Inlines(words.of(kinds[kind])), true end
  return title
end

local function classes_of(div, kind, appearance, icon, titled)
  local own = div.classes:filter(function(class) return class ~= "callout" and class ~= "callout-" .. kind end)
  local classes = pandoc.List({ "callout", "callout-style-" .. appearance, "callout-" .. kind })
  if not icon then classes:insert("no-icon") end
  if titled then classes:insert("callout-titled") end
  if #div.content == 0 then classes:insert("callout-empty-content") end
  return classes .. own
end

-- The icon names the kind where no text does.
local function icon_html(kind, icon, is_named)
  local label = icon and not is_named and ' role="img" aria-label="' .. words.of(kinds[kind]) .. '"' or ""
  return '<div class="callout-icon-container"><i class="callout-icon' .. (icon and "" or " no-icon") .. '"' .. label .. "></i></div>"
end

local function attributes_html(div, classes)
  local text = div.identifier ~= "" and ' id="' .. common.escape(div.identifier) .. '"' or ""
  text = text .. ' class="' .. common.escape(table.concat(classes, " ")) .. '"'
  for name, value in pairs(div.attributes) do
    common.check_plain(name, value)
    local prefix = (name == "style" or name == "role" or name == "dir" or name == "lang" or name:match("^%a+%-")) and "" or "data-"
    text = text .. " " .. prefix .. name .. '="' .. common.escape(value) .. '"'
  end
  return text
end

local function titled(div, classes, icon, title, collapse)
  local tag, head = "div", "div"
  if collapse then tag, head = "details", "summary" end
  local open = collapse == "false" and " open" or ""
  local blocks = pandoc.Blocks({
    common.raw("<" .. tag .. attributes_html(div, classes) .. open .. "><" .. head .. ' class="callout-header">' .. icon
      .. '<div class="callout-title-container">'),
    pandoc.Plain(title),
    common.raw("</div></" .. head .. '><div class="callout-body-container callout-body">'),
  })
  blocks:extend(div.content)
  blocks:insert(common.raw("</div></" .. tag .. ">"))
  return blocks
end

local function untitled(div, classes, icon)
  local blocks = pandoc.Blocks({
    common.raw("<div" .. attributes_html(div, classes) .. '><div class="callout-body">' .. icon .. '<div class="callout-body-container">'),
  })
  blocks:extend(div.content)
  blocks:insert(common.raw("</div></div></div>"))
  return blocks
end

function M.render(div)
  local kind = kind_of(div)
  if not kind then return nil end
  local appearance, icon = appearance_of(div)
  local collapse = common.take_choice(div, "collapse", { "true", "false" })
  local title, is_named = title_of(div, kind, appearance)
  local classes = classes_of(div, kind, appearance, icon, #title > 0)
  local picture = icon_html(kind, icon, is_named)
  if #title > 0 then return titled(div, classes, picture, title, collapse) end
  return untitled(div, classes, picture)
end

return M
