import { each, escape, page } from "../parts.js";

export const data = {
  pagination: { data: "kinds", size: 1, alias: "kind" },
  kinds: ["Topic", "Tag"],
  permalink: ({ kind }) => `/${kind.toLowerCase()}s/`,
  eleventyExcludeFromCollections: true,
};

export function render({ kind, collections }) {
  const title = `${kind}s`;
  const url = `/${title.toLowerCase()}/`;
  const lists = collections.lists.filter((list) => list.kind === kind && !list.newer);
  lists.sort((a, b) => (a.name < b.name ? -1 : 1));
  return page({ title, url, about: `All ${title.toLowerCase()} of Bench Briefing` }, `<header class="page-head">
<h1>${title}</h1>
</header>
<ul class="vocabulary" role="list">
${each(lists, ({ url, name, count }) => `<li><a href="${url}"><bdi>${escape(name)}</bdi></a> <span class="amount">${count}<span class="unseen"> ${count === 1 ? "story" : "stories"}</span></span></li>\n`)}</ul>
`);
}
