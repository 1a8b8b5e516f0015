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

local function set_classes(div, kind, appearance, icon, is_titled)
  local own = div.classes:filter(function(class) return class ~= "callout" and class ~= "callout-" .. kind end)
  div.classes = pandoc.List({ "callout", "callout-style-" .. appearance, "callout-" .. kind })
  if not icon then div.classes:insert("no-icon") end
  if is_titled then div.classes:insert("callout-titled") end
  if #div.content == 0 then div.classes:insert("callout-empty-content") end
  div.classes:extend(own)
end

-- The icon names the kind where no text does.
local function icon_html(kind, icon, is_named)
  local label = icon and not is_named and ' role="img" aria-label="' .. words.of(kinds[kind]) .. '"' or ""
  return '<div class="callout-icon-container"><i class="callout-icon' .. (icon and "" or " no-icon") .. '"' .. label .. "></i></div>"
end

local function box(class, blocks)
  return common.box(blocks, pandoc.Attr("", { class }))
end

-- Pandoc has no element for `<details>`: its start is that of a div, under another name.
local function details(div, is_open, header, body)
  for name, value in pairs(div.attributes) do common.check_plain(name, value) end
  div.content = {}
  local start = pandoc.write(pandoc.Pandoc({ div }), "html5", { wrap_text = "wrap-none" }):match("^<div(.*)>%s*</div>")
  local blocks = pandoc.Blocks({ common.raw("<details" .. start .. (is_open and " open" or "") .. '><summary class="callout-header">') })
  blocks:extend(header)
  blocks:extend({ common.raw("</summary>"), body, common.raw("</details>") })
  return blocks
end

local function titled(div, icon, title, collapse)
  local header = { icon, box("callout-title-container", { pandoc.Plain(title) }) }
  local body = common.box(div.content, pandoc.Attr("", { "callout-body-container", "callout-body" }))
  if collapse then return details(div, collapse == "false", header, body) end
  div.content = { box("callout-header", header), body }
  return div
end

local function untitled(div, icon)
  div.content = { box("callout-body", { icon, box("callout-body-container", div.content) }) }
  return div
end

function M.render(div)
  local kind = kind_of(div)
  if not kind then return nil end
  local appearance, icon = appearance_of(div)
  local collapse = common.take_choice(div, "collapse", { "true", "false" })
  local title, is_named = title_of(div, kind, appearance)
  set_classes(div, kind, appearance, icon, #title > 0)
  local sign = common.raw(icon_html(kind, icon, is_named))
  if #title == 0 then return untitled(div, sign) end
  return titled(div, sign, title, not common.is_deck and collapse) -- a deck's callouts are open, as in Quarto
end

return M
