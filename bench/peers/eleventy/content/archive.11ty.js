import { each, editionLink, page } from "../parts.js";

export const data = { permalink: "/archive/", eleventyExcludeFromCollections: true };

const monthly = ({ key, editions }) => `<section class="month">
<h3 class="headline"><a href="/archive/${key}/">${editions[0].pages[0].data.month.title}</a></h3>
<p class="note">${editions.reduce((sum, edition) => sum + edition.pages.length, 0)} stories</p>
<ul class="ruled" role="list">
${each(editions.toReversed(), (edition) => `<li dir="auto">${editionLink(edition)}</li>\n`)}</ul>
</section>
`;

export function render({ collections }) {
  const years = Map.groupBy(collections.months, (month) => month.key.slice(0, 4));
  return page({ title: "Archive", url: "/archive/", about: "All editions of Bench Briefing" }, `<header class="page-head">
<h1>Archive</h1>
</header>
${each([...years], ([year, months]) => `<section class="year">
<h2>${year}</h2>
<div class="months">
${each(months, monthly)}</div>
</section>
`)}`);
}
