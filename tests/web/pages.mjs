// Pages in a real browser: node pages.mjs CHROMIUM SCREENSHOTS|- PAGE... For each page, with script
// at two widths and once without: nothing from the network, no error (a policy that refuses our
// own style or script is one), axe finds nothing, no sideways scrolling, the keyboard reaches the
// controls, filters filter, links lead to places that can be seen, and it prints. TAP on standard
// output; SCREENSHOTS names a folder for pictures and PDF.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [chromiumPath, pictures, ...pages] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let n = 0;

function ok(name, problems) {
  n++;
  const bad = problems.filter(Boolean);
  console.log(`${bad.length ? "not ok" : "ok"} ${n} - ${name}`);
  for (const line of bad.slice(0, 8)) console.log(`# ${String(line).slice(0, 400)}`);
}

async function open(browser, path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on("console", (m) => m.type() === "error" && problems.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => problems.push(`error: ${e.message}`));
  page.on("dialog", (d) => (problems.push(`dialog: ${d.message()}`), d.dismiss()));
  page.on("request", (r) => r.url().startsWith("file:") || problems.push(`request: ${r.url()}`));
  await page.goto(pathToFileURL(resolve(path)).href);
  return { context, page, problems };
}

async function widths(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest("thead"),
    );
    return [`${root.scrollWidth} wide in ${root.clientWidth}: ${wide[0]?.outerHTML.slice(0, 200)}`];
  });
}

async function violations(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap((v) =>
    v.nodes.slice(0, 3).map((node) => `${v.id}: ${v.help}: ${node.html.slice(0, 200)}`),
  );
}

// The policy stays on: a policy that refuses our style would show here.
async function atWidth(browser, path, width) {
  const name = `${basename(path)} at ${width}`;
  const { context, page, problems } = await open(browser, path, {
    viewport: { width, height: 900 },
  });
  ok(`${name}: nothing refused, nothing from the network`, problems);
  ok(`${name}: no sideways scrolling`, await widths(page));
  if (pictures !== "-") {
    await page.screenshot({ path: join(pictures, `${basename(path, ".html")}-${width}.png`), fullPage: true });
  }
  await context.close();
  const free = await open(browser, path, { viewport: { width, height: 900 }, bypassCSP: true });
  ok(`${name}: axe`, await violations(free.page));
  await free.context.close();
}

async function keyboard(browser, path) {
  const { context, page } = await open(browser, path, { viewport: { width: 1200, height: 900 } });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  const problems = [first === "nhsuk-skip-link" ? "" : `the first stop is ${first}`];
  const seen = new Set();
  for (let i = 0; i < 40; i++) {
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      const box = e.getBoundingClientRect();
      return { tag: e.tagName, html: e.outerHTML.slice(0, 100), shown: box.width > 0 && box.height > 0 };
    });
    seen.add(at.tag);
    if (!at.shown) problems.push(`cannot be seen: ${at.html}`);
    await page.keyboard.press("Tab");
  }
  const summary = page.locator("summary").first();
  if (await summary.count()) {
    await summary.focus();
    const before = await summary.evaluate((s) => s.parentElement.open);
    await page.keyboard.press("Enter");
    if (before === (await summary.evaluate((s) => s.parentElement.open))) problems.push("Enter does not open");
  }
  ok(`${basename(path)}: keyboard`, problems);
  await context.close();
}

async function filter(browser, path) {
  const { context, page } = await open(browser, path, { viewport: { width: 1200, height: 900 } });
  const form = page.locator("[data-filter]").first();
  if (await form.count()) {
    const shown = () => page.locator("[data-item]:visible").count();
    const all = await shown();
    const problems = [(await form.isVisible()) ? "" : "the filter is hidden"];
    // a report filters by outcome, a portfolio by rating
    const [name, value] = (await form.locator("select[name=outcome]").count())
      ? ["outcome", "met"]
      : ["rating", "r"];
    await form.locator(`select[name=${name}]`).selectOption(value);
    const met = await shown();
    const really = await page.locator(`[data-item][data-${name}=${value}]`).count();
    if (met !== really) problems.push(`${met} shown, ${really} are ${value}`);
    const says = await form.locator("output").textContent();
    if (!says.startsWith(`${met} of ${all}`)) problems.push(`says ${says}`);
    await form.locator("button[data-reset]").click();
    if ((await shown()) !== all) problems.push("reset does not show all");
    if (await form.locator("input[type=search]").count()) {
      await form.locator("input[type=search]").fill("no such name");
      if (await shown()) problems.push("a search for nothing shows something");
      await form.locator("button[data-reset]").click();
      if ((await shown()) !== all) problems.push("reset does not clear the search");
    }
    const expand = form.locator("button[data-expand]");
    if (await expand.count()) await expand.click();
    const closed = (await expand.count()) && (await page.locator("[data-item] details:not([open])").count());
    if (closed) problems.push(`${closed} details stay closed`);
    ok(`${basename(path)}: filter`, problems);
  }
  await context.close();
}

async function links(browser, path) {
  const { context, page } = await open(browser, path, { viewport: { width: 1200, height: 900 } });
  const problems = await page.evaluate(async () => {
    const bad = [];
    const links = [...document.querySelectorAll("a[href^='#']")];
    for (const link of links.filter((_, i) => i % Math.ceil(links.length / 60) === 0)) {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      if (!target) {
        bad.push(`a link to nothing: ${link.outerHTML}`);
        continue;
      }
      location.hash = link.getAttribute("href");
      await new Promise((done) => setTimeout(done, 10));
      const box = target.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight) bad.push(`${link.href} cannot be seen`);
    }
    return bad;
  });
  ok(`${basename(path)}: links lead to what can be seen`, problems);
  await context.close();
}

async function plain(browser, path) {
  const { context, page, problems } = await open(browser, path, {
    viewport: { width: 1200, height: 900 },
    javaScriptEnabled: false,
  });
  const items = page.locator("[data-item]");
  const hidden = (await items.count()) - (await page.locator("[data-item]:visible").count());
  if (hidden) problems.push(`${hidden} items are hidden`);
  if (await page.locator("[data-filter]:visible").count()) problems.push("a filter that cannot work is shown");
  ok(`${basename(path)}: without script`, problems);
  await context.close();
}

async function print(browser, path) {
  const { context, page } = await open(browser, path, { viewport: { width: 1200, height: 900 } });
  await page.emulateMedia({ media: "print" });
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    ...(pictures === "-" ? {} : { path: join(pictures, `${basename(path, ".html")}.pdf`) }),
  });
  const count = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  ok(`${basename(path)}: prints on ${count} pages`, [count > 0 ? "" : "no page"]);
  await context.close();
}

const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
for (const path of pages) {
  await atWidth(browser, path, 1200);
  await atWidth(browser, path, 320);
  await keyboard(browser, path);
  await filter(browser, path);
  await links(browser, path);
  await plain(browser, path);
  await print(browser, path);
}
await browser.close();
console.log(`1..${n}`);
