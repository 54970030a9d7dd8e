import { card, each, page, pager } from "../parts.js";

export const data = {
  pagination: { data: "collections.clusters", size: 30, alias: "items" },
  permalink: ({ pagination }) => (pagination.pageNumber ? `/page/${pagination.pageNumber + 1}/` : "/"),
  eleventyExcludeFromCollections: true,
};

export function render({ items, pagination, page: self }) {
  return page({ title: "Bench Briefing", url: self.url }, `<ul class="index" role="list">
${each(items, card)}</ul>
${pager(pagination.href.next, pagination.href.previous)}`);
}
