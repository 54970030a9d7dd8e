import { SITE, cited, each, escape } from "../parts.js";

export const data = { permalink: "/feed.xml", eleventyExcludeFromCollections: true };

export function render({ collections }) {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>Bench Briefing</title>
<link>${SITE}/</link>
<description>Bench Briefing</description>
${each(collections.clusters.slice(0, 20), ({ url, content, data: story }) => `<item>
<title>${escape(story.title)}</title>
<link>${SITE}${url}</link>
<guid>${SITE}${url}</guid>
<pubDate>${new Date(story.date).toUTCString()}</pubDate>
<description>${escape(story.blurb)}</description>
<content:encoded>${escape(cited(story.slug, content))}</content:encoded>
</item>
`)}</channel>
</rss>
`;
}
