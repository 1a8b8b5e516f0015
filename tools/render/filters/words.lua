-- Words that come with labels, callouts and the like, in the page's language.

local common = require("common")

local english = {
  fig = "Figure", tbl = "Table", lst = "Listing", eq = "Equation", sec = "Section",
  thm = "Theorem", lem = "Lemma", cor = "Corollary", prp = "Proposition", cnj = "Conjecture", def = "Definition",
  exm = "Example", exr = "Exercise", alg = "Algorithm", prf = "Proof", rem = "Remark", sol = "Solution",
  nte = "Note", tip = "Tip", imp = "Important", wrn = "Warning", cau = "Caution",
  code = "Code",
}
local german = {
  fig = "Abbildung", tbl = "Tabelle", lst = "Listing", eq = "Gleichung", sec = "Kapitel",
  thm = "Theorem", lem = "Lemma", cor = "Korollar", prp = "Aussage", cnj = "Annahme", def = "Definition",
  exm = "Beispiel", exr = "Übungsaufgabe", alg = "Algorithmus", prf = "Beweis", rem = "Anmerkung", sol = "Lösung",
  nte = "Hinweis", tip = "Tipp", imp = "Wichtig", wrn = "Warnung", cau = "Vorsicht",
  code = "Code",
}
local languages = { en = english, de = german }
local M = { known = english }
local language = "en"

function M.options(meta)
  language = meta.lang and pandoc.utils.stringify(meta.lang) or "en"
end

function M.of(kind)
  local words = languages[language:match("^%a+")]
  if not words then common.fail("lang: " .. language .. " (want en or de, for the word " .. english[kind] .. ")", "lang:") end
  return words[kind]
end

return M
