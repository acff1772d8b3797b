// The search page: pages that contain all words, by the index; then their text tells how well they match.
// `splitQuery`, `stopwords` and `Stemmer` come from language_data.js, the index and texts from their scripts.
"use strict";

const Search = (() => {
  const AROUND = 44;
  const stemmer = new Stemmer();
  let index = null;
  let texts = {};

  // Full width becomes half width and capitals small, but every place in the text stays where it was.
  const fold = (text) => text.toLowerCase().length === text.length ?
    text.toLowerCase().replace(/[^\x00-\x7f\u4e00-\u9fff]/g, narrow) : text;
  const narrow = (character) => {
    const plain = character.normalize("NFKC").toLowerCase();
    return plain.length === 1 ? plain : character;
  };
  const list = (value) => (value === undefined ? [] : [].concat(value));

  function pagesWith(term) {
    const known = (terms, word) => (Object.hasOwn(terms, word) ? list(terms[word]) : []);
    const stem = /^[a-z]+$/.test(term) ? stemmer.stemWord(term) : term;
    const found = new Set([term, stem].flatMap((word) => [
      ...known(index.titleterms, word), ...known(index.terms, word),
    ]));
    if (/^[\x21-\x7e\u00c0-\u024f]{2,}$/.test(term)) {
      [index.titleterms, index.terms].forEach((terms) => {
        Object.keys(terms).forEach((word) => {
          if (word.startsWith(term)) list(terms[word]).forEach((page) => found.add(page));
        });
      });
    }
    return found;
  }

  function candidates(query) {
    const terms = splitQuery(fold(query)).filter((term) => !stopwords.includes(term));
    if (!terms.length) return [];
    const sets = terms.map(pagesWith);
    return [...sets[0]].filter((page) => sets.every((set) => set.has(page)));
  }

  // Pairs may meet by chance in different places: a phrase must stand in the text as it was typed.
  function phrasesOf(query) {
    return fold(query).split(/\s+/).filter(Boolean);
  }

  function judge(page, phrases) {
    const name = index.docnames[page];
    const title = index.titles[page];
    const text = texts[name] || "";
    const low = fold(text);
    const places = phrases.map((phrase) => low.indexOf(phrase));
    const whole = places.every((place) => place >= 0);
    const inTitle = phrases.filter((phrase) => fold(title).includes(phrase)).length;
    const times = phrases.reduce((sum, phrase) => sum + Math.min(low.split(phrase).length - 1, 9), 0);
    const first = Math.min(...places.filter((place) => place >= 0));
    return { name, title, text, whole, first, score: inTitle * 100 + times };
  }

  function find(query) {
    if (!index || !query.trim()) return [];
    const phrases = phrasesOf(query);
    const found = candidates(query).map((page) => judge(page, phrases));
    const han = /\p{Script=Han}{2}/u.test(query);
    const kept = han && Object.keys(texts).length ? found.filter((page) => page.whole) : found;
    return kept.sort((one, other) => other.score - one.score || one.name.localeCompare(other.name));
  }

  function marked(text, phrases) {
    const part = document.createDocumentFragment();
    const low = fold(text);
    let at = 0;
    while (at < text.length) {
      const next = phrases.map((phrase) => [low.indexOf(phrase, at), phrase.length])
        .filter(([place]) => place >= 0).sort((one, other) => one[0] - other[0])[0];
      if (!next) break;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next[0], next[0] + next[1]);
      part.append(text.slice(at, next[0]), mark);
      at = next[0] + next[1];
    }
    part.append(text.slice(at));
    return part;
  }

  function excerpt(page) {
    if (!Number.isFinite(page.first)) return page.text.slice(0, AROUND * 2);
    const start = Math.max(0, page.first - AROUND);
    const end = Math.min(page.text.length, page.first + AROUND * 2);
    return (start ? "…" : "") + page.text.slice(start, end) + (end < page.text.length ? "…" : "");
  }

  function line(page, query) {
    const phrases = phrasesOf(query);
    const item = document.createElement("li");
    const link = document.createElement("a");
    const found = phrases.map((phrase) => `found=${encodeURIComponent(phrase)}`).join("&");
    link.href = `${page.name}.html?${found}`;
    link.append(marked(page.title, phrases));
    const around = document.createElement("p");
    around.append(marked(excerpt(page), phrases));
    item.append(link, around);
    return item;
  }

  function show(query) {
    const results = document.getElementById("search-results");
    const count = document.getElementById("search-count");
    const found = find(query);
    results.replaceChildren(...found.slice(0, 100).map((page) => line(page, query)));
    count.textContent = !query.trim() ? "" : found.length ?
      count.dataset.some.replace("{count}", found.length) : count.dataset.none;
  }

  function start() {
    const input = document.getElementById("query");
    input.value = new URLSearchParams(window.location.search).get("q") || "";
    input.addEventListener("input", () => show(input.value));
    input.form.addEventListener("submit", (event) => { event.preventDefault(); show(input.value); });
    show(input.value);
  }

  document.addEventListener("DOMContentLoaded", start);
  return {
    setIndex: (found) => { index = found; },
    setTexts: (found) => { texts = found; },
    find,
  };
})();
