-- Code blocks: folds, file names, captions and highlighted lines.

local common = require("common")
local labels = require("labels")
local words = require("words")
local M = {}
local fold_default, fold_summary

function M.options(meta)
  local fold = meta["code-fold"]
  if fold == true then fold_default = "true" elseif fold then fold_default = pandoc.utils.stringify(fold) end
  fold_summary = meta["code-summary"] and pandoc.utils.stringify(meta["code-summary"])
end

-- A number in a comment that ends a line: `# <1>`, `/* <1> */`, `<!-- <1> -->`, `(* <1> *)`
local function check_annotations(block)
  local text = block.text .. "\n"
  local mark = text:match("[#/%%%-;!]+%s*<%d+>%s*\n") or text:match("[/(]%*%s*<%d+>%s*%*[/)]%s*\n") or text:match("<!%-%-%s*<%d+>%s*%-%->%s*\n")
  if mark then common.fail("code annotation: " .. mark:match("<%d+>") .. " (want a list below the code)", mark) end
end

-- A text that is shown as it is
local function take_plain(block, name)
  local value = common.take(block, name)
  common.check_plain(name, value)
  return value
end

-- The fold that a block asks for: nil, "true" or "show", and its summary
local function take_fold(block)
  local own, summary = common.take_choice(block, "code-fold", { "true", "false", "show" }), take_plain(block, "code-summary")
  local folded = block.classes:includes("cell-code") and fold_default or own
  return folded ~= "false" and folded or nil, summary or fold_summary
end

local function fold(blocks, folded, summary)
  local open = folded == "show" and " open" or ""
  summary = common.escape(summary or words.of("code summary"))
  blocks:insert(1, common.raw('<details class="code-fold"' .. open .. "><summary>" .. summary .. "</summary>"))
  blocks:insert(common.raw("</details>"))
  return blocks
end

local function name_file(name, blocks)
  blocks:insert(1, common.raw('<div class="code-with-filename"><div class="code-with-filename-file"><pre><strong>'
    .. common.escape(name) .. "</strong></pre></div>"))
  blocks:insert(common.raw("</div>"))
  return blocks
end

local function listing(block, caption)
  local id = block.identifier
  local entry = common.kind_of(id) == "lst" and labels.entry(id)
  local text = common.inlines(caption)
  if entry then
    block.identifier = ""
    labels.number_caption(entry, text)
  end
  return pandoc.Blocks({ pandoc.Figure({ block }, { long = { pandoc.Plain(text) } }, pandoc.Attr(entry and id or "", { "quarto-listing" })) })
end

function M.render(block)
  if not block.classes:includes("cell-code") then check_annotations(block) end
  if block.attributes["code-line-numbers"] and not common.is_deck then block.attributes["code-line-numbers"] = nil end
  local name, caption = take_plain(block, "filename"), common.take(block, "lst-cap")
  local folded, summary = take_fold(block)
  local blocks = caption and listing(block, caption) or pandoc.Blocks({ block })
  if folded then blocks = fold(blocks, folded, summary) end
  return name and name_file(name, blocks) or blocks
end

return M
