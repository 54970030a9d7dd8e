import { card, each, escape, page, pager } from "../parts.js";

export const data = {
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: ({ list }) => list.url,
  eleventyExcludeFromCollections: true,
};

export function render({ list }) {
  const { kind, name, count, url } = list;
  return page({ title: `${kind}: ${name}`, url, about: `${name} in Bench Briefing` }, `<header class="page-head">
<p class="kicker-word">${kind}</p>
<h1 dir="auto">${escape(name)}</h1>
<p class="facts">
<span>${count} ${count === 1 ? "story" : "stories"}</span>
</p>
</header>
<ul class="index" role="list">
${each(list.pages, (story) => card(story, 2))}</ul>
${pager(list.older, list.newer)}`);
}
