import { card, each, escape, page, pager } from "../parts.js";

export const data = {
  pagination: { data: "collections.tagPages", size: 1, alias: "list" },
  permalink: ({ list }) => list.url,
  eleventyExcludeFromCollections: true,
};

export function render({ list }) {
  return page({ title: list.name, url: list.url }, `<header class="page-head">
<p class="kicker-word">Tag</p>
<h1 dir="auto">${escape(list.name)}</h1>
<p class="facts"><span>${list.count} stories</span></p>
</header>
<ul class="index" role="list">
${each(list.pages, card)}</ul>
${pager(list.older, list.newer)}`);
}
