-- Words that come with labels, callouts and the like, in the page's language.


local english = {
  fig = "Figure", tbl = "Table", lst = "Listing", eq = "Equation", sec = "Section",
  thm = "Theorem", lem = "Lemma", cor = "Corollary", prp = "Proposition", cnj = "Conjecture", def = "Definition",
  exm = "Example", exr = "Exercise", alg = "Algorithm", prf = "Proof", rem = "Remark", sol = "Solution",
  nte = "Note", tip = "Tip", imp = "Important", wrn = "Warning", cau = "Caution",
  ["code summary"] = "Code",
}
local german = {
  fig = "Abbildung", tbl = "Tabelle", lst = "Listing", eq = "Gleichung", sec = "Kapitel",
  thm = "Theorem", lem = "Lemma", cor = "Korollar", prp = "Aussage", cnj = "Annahme", def = "Definition",
  exm = "Beispiel", exr = "Übungsaufgabe", alg = "Algorithmus", prf = "Beweis", rem = "Anmerkung", sol = "Lösung",
  nte = "Hinweis", tip = "Tipp", imp = "Wichtig", wrn = "Warnung", cau = "Vorsicht",
  ["code summary"] = "Code",
}
local languages = { en = english, de = german }
local M = { known = english }
local language = "en"

function M.options(meta)
  language = meta.lang and pandoc.utils.stringify(meta.lang) or "en"
end

function M.of(kind)
  return languages[language:match("^%a+")][kind]
end

return M
