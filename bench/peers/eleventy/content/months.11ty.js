import { each, page, short, ways } from "../parts.js";

export const data = {
  pagination: { data: "collections.months", size: 1, alias: "month" },
  permalink: ({ month }) => `/archive/${month.key}/`,
  eleventyExcludeFromCollections: true,
};

export function render({ month }) {
  const { title, older, newer } = month.editions[0].pages[0].data.month;
  const about = `Bench Briefing in ${title}`;
  return page({ title, url: `/archive/${month.key}/`, about }, `<header class="page-head">
<p class="kicker-word">Archive</p>
<h1>${title}</h1>
</header>
<div class="editions">
${each(month.editions, (edition) => short(edition, 2))}</div>
${older || newer ? ways(older, newer, "month") : ""}`);
}
