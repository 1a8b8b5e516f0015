-- Formulas in the list of references, which citeproc writes after all other filters.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path

return { require("common").maths }
