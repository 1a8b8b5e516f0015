-- What Quarto adds to Pandoc's Markdown, for the constructs that this renderer covers; a file for each topic.
-- Runs before the project's own filters. Mistakes end the run as `message\n  at: source text`.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path

local common = require("common")
local callouts = require("callouts")
local checks = require("checks")
local code = require("code")
local conditions = require("conditions")
local floats = require("floats")
local ids = require("ids")
local labels = require("labels")
local layout = require("layout")
local notes = require("notes")
local slides = require("slides")
local tabs = require("tabs")
local theorems = require("theorems")
local words = require("words")

local function options(meta)
  for _, topic in ipairs({ words, callouts, code, floats, slides }) do topic.options(meta) end
  labels.section_options(meta)
end

-- Outer blocks first, so that a figure has its number before its parts
local function number(div)
  return floats.div(div) or theorems.render(div) or layout.render(div)
end

common.text_filters = { conditions.filter, checks.filter }

return {
  { Meta = conditions.options },
  { Header = ids.mark },
  conditions.filter,
  { Pandoc = ids.rename },
  { Meta = options }, -- without what is hidden
  common.is_deck and notes.inner or {},
  common.is_deck and { Pandoc = slides.hide } or {},
  conditions.marks,
  checks.filter,
  { Inlines = labels.label_equations },
  common.maths,
  { Div = number, Figure = floats.figure, Table = floats.table, CodeBlock = floats.code, traverse = "topdown" },
  { Div = function(div) return callouts.render(div) or tabs.render(div) end },
  { Image = checks.image, Para = floats.picture },
  { Pandoc = labels.find_top },
  { Header = labels.number_section },
  { CodeBlock = code.render },
  { Cite = labels.refer },
  checks.rest,
  common.is_deck and slides.positions or {},
  common.is_deck and { Pandoc = slides.slides } or {},
}
