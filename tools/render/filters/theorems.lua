-- Theorems and their like (`#thm-x`), proofs, remarks and solutions (`.proof`); `## Title` inside is the name.

local common = require("common")
local labels = require("labels")
local words = require("words")
local M = {}
local theorems = {
  thm = "theorem", lem = "lemma", cor = "corollary", prp = "proposition", cnj = "conjecture", def = "definition",
  exm = "example", exr = "exercise", alg = "algorithm",
}
local proofs = { proof = "prf", remark = "rem", solution = "sol" }

local function name_of(div)
  local name = common.take(div, "name")
  return name and common.inlines(name) or common.take_title(div.content) or pandoc.Inlines({})
end

-- Puts the title before the first paragraph's text, or into a paragraph of its own.
local function begin_with(div, span)
  local first = div.content[1]
  if first and first.t == "Para" then
    first.content:insert(1, pandoc.Space())
    first.content:insert(1, span)
  else
    div.content:insert(1, pandoc.Para({ span }))
  end
end

local function theorem(div, kind)
  local title = pandoc.Inlines(labels.name(labels.claim(div.identifier)))
  local name = name_of(div)
  if #name > 0 then
    title:insert(pandoc.Str(" ("))
    title:extend(name)
    title:insert(pandoc.Str(")"))
  end
  common.add_class(div, "theorem")
  common.add_class(div, theorems[kind])
  begin_with(div, pandoc.Span({ pandoc.Strong(title) }, pandoc.Attr("", { "theorem-title" })))
  return div
end

local function proof(div, kind)
  local entry = div.identifier ~= "" and common.kind_of(div.identifier) == kind and labels.claim(div.identifier)
  local title = pandoc.Inlines({ pandoc.Emph({ pandoc.Str(entry and labels.name(entry) or words.of(kind)) }) })
  local name = name_of(div)
  if #name > 0 then
    title:insert(pandoc.Str(" ("))
    title:extend(name)
    title:insert(pandoc.Str(")"))
  end
  title:insert(pandoc.Str("."))
  common.add_class(div, "proof")
  begin_with(div, pandoc.Span(title, pandoc.Attr("", { "proof-title" })))
  return div
end

function M.render(div)
  local kind = common.kind_of(div.identifier)
  if kind and theorems[kind] then return theorem(div, kind) end
  for class, name in pairs(proofs) do
    if div.classes:includes(class) then return proof(div, name) end
  end
  for class, name in pairs(proofs) do
    if kind == name then
      div.classes:insert(class)
      return proof(div, name)
    end
  end
end

return M
