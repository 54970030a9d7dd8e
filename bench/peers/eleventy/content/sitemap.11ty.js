import { SITE, each } from "../parts.js";

export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export function render({ collections }) {
  const { clusters, lists, editions } = collections;
  const urls = [
    ...clusters.map((page) => [page.url, page.data.day]),
    ...lists.filter((list) => !list.newer).map((list) => [list.url, list.pages[0].data.day]),
    ...editions.map((edition) => [`/editions/${edition.day}/`, edition.day]),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${each(urls, ([url, day]) => `<url><loc>${SITE}${url}</loc><lastmod>${day}</lastmod></url>\n`)}</urlset>
`;
}
