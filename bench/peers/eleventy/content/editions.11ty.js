import { card, each, page } from "../parts.js";

export const data = {
  pagination: { data: "collections.editions", size: 1, alias: "edition" },
  permalink: ({ edition }) => `/editions/${edition.day}/`,
  eleventyExcludeFromCollections: true,
};

export function render({ edition }) {
  const title = edition.pages[0].data.shown;
  return page({ title, url: `/editions/${edition.day}/` }, `<header class="edition-head">
<h1 class="edition-title" dir="auto">${title}</h1>
<p class="facts"><span>${edition.pages.length} stories</span></p>
</header>
<ul class="stories" role="list">
${each(edition.pages, card)}</ul>
`);
}
