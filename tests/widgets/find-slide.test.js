/** Which slide the deck's G finds. */

import assert from "node:assert/strict";
import {test} from "node:test";
import "../../assets/theme/find-slide.js";

const {findSlide, normaliseForSearch} = globalThis;
const SLIDES = [
  ["title-slide", "Backpropagation", "Backpropagation and gradient flow"],
  ["where", "Where do gradients come from?", "Where? The heuristics: theory"],
  ["init", "Initialisation", "Initialisation: He et al. chose 2/n, Xavier 0.65"],
  ["history", "A short history", "A short history. Rumelhart 1986; Linnainmaa’s thesis"],
  ["update", "The update", "The update W(t + 1) = W(t) − η ∇J"],
  ["naive", "Naïve cost", "Naïve cost: N+1 passes"],
  ["copies", "Weights", "Where the weights come from"],
  ["products", "Long term", "Cross-entropy and σ′(z²), in the long term"]
].map(([id, title, text]) => ({
  id,
  title: normaliseForSearch(title),
  text: normaliseForSearch(text)
}));
const find = query => SLIDES[findSlide(query, SLIDES)]?.id;

test("a slide number finds its slide, with or without a word before it", () => {
  for (const query of [
    "3",
    "#3",
    "# 3",
    "slide 3",
    "Slide #3",
    "slide3",
    "3.",
    " 03 ",
    "3/8",
    "3 / 8",
    "３"
  ])
    assert.equal(find(query), "init", query);
});

test("a number beyond the last slide is searched as text, as a whole number", () => {
  assert.equal(find("1986"), "history");
  for (const query of ["65", "198", "86", "9", "slide 99", "#9", "3/7"])
    assert.equal(find(query), undefined);
  assert.equal(find("2/n"), "init");
  assert.equal(find("0.65"), "init");
});

test("whole words rank before beginnings of words, and these before parts of words", () => {
  assert.equal(find("He"), "init");
  assert.equal(find("heur"), "where");
  assert.equal(find("isto"), "history");
  assert.equal(find("the"), "update"); // its title has the whole word
  assert.equal(find("theo"), "where");
});

test("a number below 1 finds nothing", () => {
  for (const query of ["0", "00", "#0", "-1", "−2", "slide 0"])
    assert.equal(find(query), undefined, query);
});

test("matches in titles rank before matches in text", () => {
  assert.equal(find("weights"), "copies");
  assert.equal(find("gradient flow"), "title-slide");
  assert.equal(find("gradient"), "where"); // a title's "gradients" before a text's "gradient"
});

test("search ignores spaces around operators, case, accents and kinds of dash and quote", () => {
  for (const query of ["W(t+1)", "w(t + 1) = W(t) - η∇J", "W ( t+1 )", "−η ∇ J"])
    assert.equal(find(query), "update", query);
  assert.equal(find("n + 1"), "naive");
  assert.equal(find("naive"), "naive");
  assert.equal(find("linnainmaa's"), "history");
  assert.equal(find("σ'(z^2)"), "products");
  assert.equal(find("cross entropy"), "products");
  assert.equal(find("long-term"), "products");
});

test("a query without text or match finds nothing", () => {
  for (const query of ["", "  ", "zebra", "[a-", "\\frac"]) assert.equal(find(query), undefined);
});
