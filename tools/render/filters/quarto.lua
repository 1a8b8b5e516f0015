-- What Quarto adds to Pandoc's Markdown, for the constructs that this renderer covers; a file for each topic.
-- Runs before the project's own filters. Mistakes end the run as `message\n  at: source text`.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path

local common = require("common")
local callouts = require("callouts")
local checks = require("checks")
local code = require("code")
local conditions = require("conditions")
local floats = require("floats")
local labels = require("labels")
local layout = require("layout")
local slides = require("slides")
local tabs = require("tabs")
local theorems = require("theorems")
local words = require("words")

local function options(meta)
  for _, topic in ipairs({ words, conditions, callouts, code, floats, slides }) do topic.options(meta) end
  labels.section_options(meta)
end

local function keep_maths(math)
  return common.keep_maths(math), false
end

local function keep_span(span)
  if span.attributes.tex then return span, false end
end

-- Outer blocks first, so that a figure has its number before its parts
local function number(div)
  return floats.div(div) or theorems.render(div) or layout.render(div)
end

return {
  { Meta = options },
  conditions.filter,
  common.is_deck and { Pandoc = slides.hide } or {},
  conditions.marks,
  checks.filter,
  { Inlines = labels.label_equations },
  { Math = keep_maths, Span = keep_span, traverse = "topdown" },
  { Div = number, Figure = floats.figure, Table = floats.table, traverse = "topdown" },
  { Div = function(div) return callouts.render(div) or tabs.render(div) end },
  { Image = checks.image, Para = floats.picture },
  { Pandoc = labels.find_top },
  { Header = labels.number_section },
  { CodeBlock = code.render },
  { Cite = labels.refer },
  common.is_deck and slides.positions or {},
  common.is_deck and { Pandoc = slides.slides } or {},
}
