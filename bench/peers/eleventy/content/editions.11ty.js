import { front, page, ways } from "../parts.js";

export const data = {
  pagination: { data: "collections.editions", size: 1, alias: "edition" },
  permalink: ({ edition }) => `/editions/${edition.day}/`,
  eleventyExcludeFromCollections: true,
};

export function render({ edition }) {
  const { shown: title, edition: beside } = edition.pages[0].data;
  const about = `Bench Briefing: ${title}`;
  const main = front(edition.pages, 1, title) + ways(beside.older, beside.newer, "edition");
  return page({ title, url: `/editions/${edition.day}/`, about }, main);
}
