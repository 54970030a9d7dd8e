import { card, each, lead, page, ways } from "../parts.js";

export const data = {
  pagination: { data: "collections.editions", size: 1, alias: "edition" },
  permalink: ({ edition }) => `/editions/${edition.day}/`,
  eleventyExcludeFromCollections: true,
};

export function render({ edition }) {
  const [first, ...others] = edition.pages;
  const title = first.data.shown;
  const { older, newer } = first.data.edition;
  const about = `Bench Briefing: ${title}`;
  return page({ title, url: `/editions/${edition.day}/`, about }, `<header class="edition-head">
<div>
<h1 class="edition-title" dir="auto">${title}</h1>
<p class="facts">
<span>${edition.pages.length} stories</span>
</p>
</div>
</header>
${lead(first)}<ul class="stories" role="list">
${each(others, card)}</ul>
${ways(older, newer, "edition")}`);
}
