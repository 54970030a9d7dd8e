import markdownIt from "markdown-it";
import { slug } from "./parts.js";

const PER_PAGE = 30;

function newestFirst(api) {
  return api.getFilteredByGlob("content/clusters/*.md").sort((a, b) => b.date - a.date);
}

function groupBy(pages, keysOf) {
  const groups = new Map();
  for (const page of pages) {
    for (const key of keysOf(page)) {
      if (groups.has(key)) groups.get(key).push(page);
      else groups.set(key, [page]);
    }
  }
  return groups;
}

/* Lists of one topic or tag, cut into pages beforehand: pagination has one level only. */
function* cut(kind, folder, groups) {
  for (const [name, pages] of groups) {
    const root = `/${folder}/${slug(name)}/`;
    const last = Math.ceil(pages.length / PER_PAGE);
    const url = (n) => (n < 1 || n > last ? null : n === 1 ? root : `${root}page/${n}/`);
    for (let n = 1; n <= last; n++) {
      const part = pages.slice((n - 1) * PER_PAGE, n * PER_PAGE);
      const ways = { url: url(n), newer: url(n - 1), older: url(n + 1) };
      yield { kind, name, count: pages.length, pages: part, ...ways };
    }
  }
}

function editions(api) {
  return [...groupBy(newestFirst(api), (page) => [page.data.day])].map(([day, pages]) => ({ day, pages }));
}

export default function (config) {
  config.setLibrary("md", markdownIt("commonmark"));
  config.addPassthroughCopy("assets");
  config.addCollection("clusters", newestFirst);
  config.addCollection("lists", (api) => {
    const pages = newestFirst(api);
    return [
      ...cut("Topic", "topics", groupBy(pages, (page) => page.data.topics)),
      ...cut("Tag", "tags", groupBy(pages, (page) => page.data.labels)),
    ];
  });
  config.addCollection("editions", editions);
  config.addCollection("months", (api) =>
    [...groupBy(editions(api), (edition) => [edition.day.slice(0, 7)])].map(([key, found]) => ({ key, editions: found })));
  return {
    dir: { input: "content", includes: "../_includes", output: "site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
