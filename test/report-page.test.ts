import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../src/core/report/model.ts";
import { renderReportHtml } from "../src/render/report/html.ts";
import { canBrowse, chromiumNote, startBrowser } from "./support/chromium.ts";
import { Folder } from "./support/hostile.ts";
import { countPdf, namesIn, withReportPage } from "./support/report-page.ts";
import { makeHostileReport, makeReport } from "./support/reports.ts";

const sixty = makeReport(60, 12);
const hundreds = makeReport(450, 12);
const readGiven = (file: string) =>
  readFileSync(join(import.meta.dirname, "scenarios", "report-from-state-file", "given", file), "utf8");
const growthView = { fragment: "#view=growth" };

describe.runIf(canBrowse)(`the report page, ${chromiumNote}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const open = (
    report: Report | string,
    use: (page: Page) => Promise<void>,
    options: Parameters<typeof withReportPage>[3] = {},
  ) => withReportPage(browser, report, ({ page }) => use(page), options);
  const shown = (page: Page) => page.getByRole("status").textContent();
  const focused = (page: Page) => page.locator(":focus").textContent();

  test("shows the report that rollcall report writes to stdout or to a file", async context => {
    const folder = new Folder(context);
    for (const file of ["members.yaml", "members.state.jsonl"]) folder.write(file, readGiven(file));
    expect(await folder.run("report --format html --out access.html")).toEqual({
      exit: 0,
      stdout: "",
      stderr: "Wrote a report of 10 people to access.html.\n",
    });
    const html = folder.read("access.html");
    expect(await folder.run("report --format html")).toEqual({ exit: 0, stdout: html, stderr: "" });
    await open(html, async page => {
      const textsOf = async (email: string) => {
        const row = page.locator("tr.person", { has: page.getByText(email, { exact: true }) });
        return [
          await row.locator("th .name").textContent(),
          ...(await row.locator(".spoken").allTextContents()),
        ];
      };
      expect(await page.locator("thead .label").allTextContents()).toEqual([
        "marketing",
        "research",
        "support",
      ]);
      const since = "recorded, since 2026-10-05";
      expect(await textsOf("ada@example.com")).toEqual(["Ada Lovelace", since, since, "no access"]);
      const ended = "recorded, not requested, since 2026-10-05, until 2026-11-22";
      expect(await textsOf("ended@example.com")).toEqual(["ended@example.com", ended, ended, "no access"]);
      expect(await textsOf("typo@example.com")).toEqual([
        "typo@example.com",
        "rejected",
        "no access",
        "no access",
      ]);
      await page.locator("tr.person td.left-over").first().click();
      const details = await page.getByRole("region", { name: "Details" }).textContent();
      expect(details).toContain("Access expired.");
      expect(await page.locator("header").textContent()).toContain("Tally was not checked");
    });
  });

  test("shows people as rows, workspaces as columns, and grants as labeled marks", () =>
    open(sixty, async page => {
      expect(await namesIn(page)).toHaveLength(60);
      expect(await page.locator("thead .workspace .label").allTextContents()).toEqual(
        sixty.workspaces.map(({ name }) => name),
      );
      const grants = sixty.members.flatMap(({ grants: of }) => of);
      expect(await page.locator("tr.person td.grant").count()).toBe(grants.length);
      const leftOver = grants.filter(
        ({ isDesired, status }) => !isDesired && ["joined", "pending", "recorded"].includes(status),
      );
      expect(leftOver.length).toBeGreaterThan(0);
      expect(await page.locator("tr.person .mark .is-left-over").count()).toBe(leftOver.length);
      const words = await page.locator("tr.person td.grant .spoken").allTextContents();
      expect(words.filter(text => text.includes("not requested"))).toHaveLength(leftOver.length);
      expect(await shown(page)).toBe("All 60 people shown");
    }));

  test("shows the details of a grant that is hovered over or clicked", () =>
    open(sixty, async page => {
      const details = page.getByRole("region", { name: "Details" });
      const [member] = sixty.members;
      const grant = member?.grants.find(({ run }) => run !== undefined);
      const row = page.locator("tr.person", { hasText: String(member?.email) });
      const cell = row
        .locator("td")
        .nth(2 + sixty.workspaces.findIndex(({ id }) => id === grant?.workspaceId));
      await cell.hover();
      await expect.poll(() => details.textContent()).toContain(`${grant?.status} · ${member?.name}`);
      const pull = details.getByRole("link", { name: `pull request ${grant?.pullRequest}` });
      expect(await pull.getAttribute("href")).toBe(
        `https://github.com/acme/access/pull/${grant?.pullRequest}`,
      );
      expect(await details.textContent()).toContain(`Since${grant?.since?.slice(0, 10)}`);
      await page.getByRole("heading", { level: 1 }).hover();
      await expect.poll(() => details.textContent()).toContain("point at a cell");
      await cell.click();
      await page.getByRole("heading", { level: 1 }).hover();
      expect(await details.textContent()).toContain(`${grant?.status} · ${member?.name}`);
      await row.locator("th").click();
      expect(await details.textContent()).toContain(`Access to${member?.grants.length} workspaces`);
    }));

  test("filters people by text, workspace, group, and state, and counts the matches", () =>
    open(sixty, async page => {
      await page.getByLabel("Search").fill("ada LOVE");
      expect(await namesIn(page)).toEqual(["Ada Lovelace"]);
      expect(await shown(page)).toBe("1 of 60 people shown");
      await page.getByRole("button", { name: "Show everyone" }).click();
      expect(await shown(page)).toBe("All 60 people shown");

      const holders = (id: string | undefined, ...statuses: string[]) =>
        sixty.members.filter(({ grants }) =>
          grants.some(
            ({ workspaceId, status }) =>
              workspaceId === id && (statuses.length === 0 || statuses.includes(status)),
          ),
        ).length;
      const [first] = sixty.workspaces;
      await page.getByLabel("Workspace", { exact: true }).selectOption(String(first?.name));
      expect(await namesIn(page)).toHaveLength(holders(first?.id));
      const states = page.getByRole("group", { name: "Show only" });
      await states.getByRole("button", { name: /^joined/ }).click();
      expect(await namesIn(page)).toHaveLength(holders(first?.id, "joined"));
      await states.getByRole("button", { name: /^lapsed/ }).click();
      expect(await namesIn(page)).toHaveLength(holders(first?.id, "joined", "lapsed"));
      await page.getByRole("button", { name: "Show everyone" }).click();

      await page.getByLabel("Group").selectOption("managers");
      const managers = sixty.members.filter(({ groups }) => groups.includes("managers"));
      expect(await namesIn(page)).toHaveLength(managers.length);
      await page.getByLabel("Search").fill("nobody has this name");
      expect(await shown(page)).toBe("0 of 60 people shown");
      expect(await page.getByText("No people match.").isVisible()).toBe(true);
    }));

  test("sorts by name, email address, number of workspaces, and date, both ways", () =>
    open(sixty, async page => {
      const column = (index: number) => page.locator(`tr.person > :nth-child(${index})`).allTextContents();
      const isSorted = (values: readonly (string | number)[]) =>
        values.every((value, index) => index === 0 || (values[index - 1] ?? value) <= value);
      expect(isSorted((await namesIn(page)).map(name => name.toLowerCase()))).toBe(true);
      await page.getByLabel("Sort").selectOption("by email address");
      const addresses = sixty.members.map(({ email }) => email);
      expect((await column(1)).map(text => text.split(" ").at(-1))).toEqual(addresses);
      await page.getByRole("button", { name: "Ascending" }).click();
      expect((await column(1)).map(text => text.split(" ").at(-1))).toEqual(addresses.toReversed());
      await page.getByRole("columnheader", { name: "Access", exact: true }).click();
      expect(isSorted((await column(2)).map(Number))).toBe(true);
      await page.getByRole("columnheader", { name: "Since" }).click();
      await page.getByRole("columnheader", { name: "Since" }).click();
      const since = (await column(3)).filter(text => text !== "–");
      expect(isSorted(since.toReversed())).toBe(true);
      expect(await page.locator("th[aria-sort=descending]").textContent()).toBe("Since");
    }));

  test("supports keyboard navigation in the grid, and filters by column header", () =>
    open(hundreds, async page => {
      await page.getByLabel("Search").focus();
      const tabs = 5 + (await page.getByRole("group", { name: "Show only" }).getByRole("button").count());
      for (let tab = 0; tab < tabs; tab += 1) await page.keyboard.press("Tab");
      const [first = "", second = ""] = await namesIn(page);
      expect(await focused(page)).toContain(first);
      await page.keyboard.press("ArrowDown");
      expect(await focused(page)).toContain(second);
      await page.keyboard.press("Control+End");
      const rowIndex = () => page.evaluate("document.activeElement.parentElement.ariaRowIndex");
      expect(await rowIndex()).toBe("451");
      expect(await page.locator("table").first().getAttribute("aria-rowcount")).toBe("451");
      await page.keyboard.press("Home");
      expect(await page.evaluate("document.activeElement.tagName")).toBe("TH");
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("PageDown");
      const down = Number(await rowIndex());
      expect(down).toBeGreaterThan(5);
      await page.keyboard.press("Enter");
      expect(await page.locator(":focus").getAttribute("aria-label")).toBe("Details");
      await page.keyboard.press("Escape");
      expect(await rowIndex()).toBe(String(down));

      await page.keyboard.press("Control+ArrowUp");
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      expect(page.url()).toContain(`#workspace=${hundreds.workspaces[0]?.id}`);
      expect(await focused(page)).toContain(hundreds.workspaces[0]?.name);
      await page.keyboard.press("Enter");
      expect(await shown(page)).toBe("All 450 people shown");
    }));

  test("keeps the current view in the URL fragment", () =>
    open(
      hundreds,
      async page => {
        const expected = hundreds.members.filter(
          ({ email, name, groups, grants }) =>
            `${name} ${email}`.toLowerCase().includes("a") &&
            groups.includes("design") &&
            grants.some(({ status }) => status === "pending" || status === "lapsed"),
        );
        expect(expected.length).toBeGreaterThan(0);
        expect(await namesIn(page)).toHaveLength(expected.length);
        expect(await page.getByLabel("Search").inputValue()).toBe("a");
        await page.getByRole("link", { name: "History" }).click();
        expect(page.url()).toContain("q=a&group=design&state=pending%2Clapsed");
        await page.goBack();
        expect(await namesIn(page)).toHaveLength(expected.length);
      },
      { fragment: "#q=a&group=design&state=pending,lapsed,nonsense&workspace=nonsense&sort=since" },
    ));

  test("follows the color scheme of the system until the reader chooses another", async () => {
    const background = (page: Page) => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const [light, dark] = ["rgb(246, 247, 247)", "rgb(15, 18, 21)"];
    await open(sixty, async page => expect(await background(page)).toBe(light), { colorScheme: "light" });
    await open(
      sixty,
      async page => {
        expect(await background(page)).toBe(dark);
        await page.getByLabel("Colors").selectOption("Light");
        expect(await background(page)).toBe(light);
        await page.getByLabel("Colors").selectOption("System colors");
        expect(await background(page)).toBe(dark);
      },
      { colorScheme: "dark" },
    );
  });

  test("prints all matching people in light colors, with a signature line", () =>
    open(
      makeReport(600, 12),
      async page => {
        const inView = await page.locator("tr.person").count();
        expect(inView).toBeLessThan(100);
        const all = countPdf(await page.pdf({ format: "A4", tagged: true }));
        expect(all.rows).toBeGreaterThan(600);
        expect(all.pages).toBeGreaterThanOrEqual(600 / 45);
        expect(all.pages).toBeLessThan(60);
        expect(await page.locator("tr.person").count()).toBe(inView);
        expect(await page.locator(".paper").count()).toBe(0);

        await page.getByLabel("Search").fill("ada.lovelace");
        const found = Number((await shown(page))?.split(" ")[0]);
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        await page.evaluate("dispatchEvent(new Event('beforeprint'))");
        expect(await page.locator(".sheet tbody tr").count()).toBe(found);
        const paper = await page.locator("main").innerText();
        expect(paper).toContain("Only: matching “ada.lovelace”.");
        expect(paper).toMatch(/Reviewer\s+Date\s+Signature/);
        expect(await page.locator(".sheet thead .upright span").allTextContents()).toHaveLength(12);
        const ink = "getComputedStyle(document.querySelector('.sheet th')).color";
        expect(await page.evaluate(ink)).toBe("rgb(28, 34, 41)");
        expect(countPdf(await page.pdf({ format: "Letter", tagged: true })).pages).toBeLessThan(all.pages);
      },
      { colorScheme: "dark" },
    ));

  test("prints more than 1,000 people in parts, each with a signature line", () =>
    open(makeReport(2300, 12), async page => {
      const choice = page.getByLabel("People to print");
      expect(await choice.locator("option").allTextContents()).toEqual([
        "Print all 2,300 people",
        "Print people 1 to 1,000",
        "Print people 1,001 to 2,000",
        "Print people 2,001 to 2,300",
      ]);
      await page.emulateMedia({ media: "print" });
      const printed: string[] = [];
      for (const part of [1, 2, 3, 0]) {
        await choice.selectOption({ index: part }, { force: true });
        await page.evaluate("dispatchEvent(new Event('beforeprint'))");
        const rows = await page.locator(".sheet tbody th").allTextContents();
        if (part === 0) expect(rows).toEqual(printed);
        else printed.push(...rows);
        const paper = await page.locator(".paper").innerText();
        expect(paper).toMatch(/Reviewer\s+Date\s+Signature/);
        if (part === 2) expect(paper).toContain("2,300 people. This part: people 1,001 to 2,000.");
      }
      expect(printed).toHaveLength(2300);
      await page.emulateMedia({ media: "screen" });
      await page.getByRole("searchbox").fill("lovelace 9");
      expect(await choice.isVisible()).toBe(false);
    }));

  test("keeps only the visible rows of 10,000 people in the document", () =>
    open(makeReport(10_000, 40), async page => {
      expect(await shown(page)).toBe("All 10,000 people shown");
      const rows = () => page.locator("tr.person").count();
      expect(await rows()).toBeLessThan(80);
      await page.evaluate("document.querySelector('.matrix').scrollTop = 190_000");
      await expect
        .poll(async () => Number(await page.locator("tr.person").nth(30).getAttribute("aria-rowindex")))
        .toBeGreaterThan(4900);
      expect(await rows()).toBeLessThan(80);
      // The row of the active cell stays in the document, so that the Tab key can return to it.
      expect(await page.locator("tr.person").first().getAttribute("aria-rowindex")).toBe("2");
      await page.locator(".matrix [tabindex='0']").focus();
      await page.keyboard.press("Control+End");
      expect(await page.locator("tr.person").last().getAttribute("aria-rowindex")).toBe("10001");
      expect(await rows()).toBeLessThan(80);
      expect(await page.locator(".matrix [tabindex='0']").count()).toBe(1);
      // The browser's own search can't find people who aren't in the document.
      await page.keyboard.press("Control+f");
      expect(await page.locator(":focus").getAttribute("id")).toBe("search");
      await page.keyboard.type("lovelace 9");
      const found = await page.locator("tr.person th").allTextContents();
      expect(found.length).toBeGreaterThan(10);
      expect(found.filter(text => !/lovelace.*9/i.test(text))).toEqual([]);
    }));

  test("draws the growth of access, and shows what each apply did", () =>
    open(
      sixty,
      async page => {
        expect(await page.locator(".panels li").count()).toBe(12);
        const sizes = (await page.locator(".panels .number").allTextContents()).map(Number);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        const last = sixty.growth.map(({ steps }) => steps.at(-1)?.people ?? 0);
        expect(sizes.toSorted()).toEqual(last.toSorted());
        await page.locator(".lane [tabindex='0']").focus();
        const details = page.getByRole("region", { name: "Details" });
        const sentence = (index: number) => {
          const apply = sixty.applies.at(index);
          return `sent ${apply?.sent.grants} grants to ${apply?.sent.people} people`;
        };
        await expect.poll(() => details.textContent()).toContain(sentence(-1));
        await page.keyboard.press("ArrowLeft");
        await expect.poll(() => details.textContent()).toContain(sentence(-2));
        expect(await page.locator(":focus").getAttribute("aria-label")).toContain(sentence(-2));
        await expect(details.getByRole("link", { name: /^pull request/ }).getAttribute("href")).resolves.toBe(
          `https://github.com/acme/access/pull/${sixty.applies.at(-2)?.pullRequests[0]}`,
        );
        const then = (await page.locator(".panels .number").allTextContents()).map(Number);
        expect(then).not.toEqual(sizes);
        const rowsOf = (name: RegExp) => page.getByRole("table", { name }).getByRole("row").count();
        await page.getByText("Applies as a table").click();
        await expect.poll(() => rowsOf(/each apply did/)).toBe(sixty.applies.length + 1);
        await page.getByText("People by workspace as a table").click();
        await expect.poll(() => rowsOf(/People with a recorded grant/)).toBe(13);
        await page.getByLabel("separate scale for each").check();
        expect(await page.locator(".single .line").first().isVisible()).toBe(true);
        expect(countPdf(await page.pdf({ format: "A4", tagged: true })).rows).toBe(
          sixty.applies.length + 1 + 13,
        );
      },
      growthView,
    ));

  const violations = `axe.run(document).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`;

  for (const colorScheme of ["light", "dark"] as const) {
    test(`has no accessibility violations that axe finds in ${colorScheme} colors`, async () => {
      const check = async (page: Page) => {
        await page.evaluate(axe.source);
        expect(await page.evaluate(violations)).toEqual([]);
      };
      await open(
        hundreds,
        async page => {
          await page.getByRole("button", { name: /^not requested/ }).click();
          await page.locator("tr.person td.grant").first().click();
          await check(page);
          await page.getByRole("button", { name: "Show everyone" }).click();
          await check(page);
        },
        { colorScheme },
      );
      await open(
        sixty,
        async page => {
          await page.getByText("Applies as a table").click();
          await page.locator(".lane [tabindex='0']").focus();
          await check(page);
        },
        { ...growthView, colorScheme },
      );
      await open(makeReport(0, 0), check, { colorScheme });
    });
  }

  test("shows all content of a report as text, with and without JavaScript", async () => {
    const { report, texts } = makeHostileReport();
    await open(report, async page => {
      expect(await page.locator("tr.person").count()).toBe(report.members.length);
      const pointAtAll = `for (const cell of document.querySelectorAll(".person > *")) {
        cell.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
      }`;
      await page.evaluate(pointAtAll);
      const allowed = await page.locator("script, style, img, iframe, base, object, form, audio").count();
      expect(allowed).toBe(3);
      expect(await page.locator("a:not([href^='#']):not([href^='https://'])").count()).toBe(0);
      await page.getByRole("link", { name: "History" }).click();
      await page.locator(".lane [tabindex='0']").hover();
      await page.getByText("Applies as a table").click();
      await page.emulateMedia({ media: "print" });
      await page.evaluate("location.hash = '#all'");
      await expect.poll(() => page.locator(".page.fits").count()).toBe(1);
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.locator(".sheet tbody tr").count()).toBe(report.members.length);
      expect(await page.evaluate("document.querySelector('.sheet').offsetWidth")).toBeLessThan(400);
      const cells = await page.locator(".paper .plain td").allTextContents();
      expect(Math.max(...cells.map(cell => cell.length))).toBe(201);
      expect(await page.title()).toContain("Access review of </title></noscript><img");
    });
    await open(
      report,
      async page => {
        expect(await page.locator("noscript td, td").count()).toBeGreaterThan(0);
        const cells = await page.locator("tbody tr td:nth-child(2)").allTextContents();
        expect(cells).toContain("<script>alert(1)</script>");
        expect(await page.title()).toContain("Access review of </title></noscript><img");
        expect(await page.locator("img").count()).toBe(0);
        expect(cells.length).toBeGreaterThan(texts.length);
      },
      { javaScriptEnabled: false },
    );
  });

  test("blocks scripts, styles, and images that aren't part of the report page", async () => {
    const html = renderReportHtml(sixty, deflateSync);
    const foreign = html
      .replace(
        "</body>",
        '<script>document.title = "foreign"</script><img src="https://evil.example/p.png"></body>',
      )
      .replace("<noscript>", '<p id="styled" style="color: rgb(1, 2, 3)">x</p><noscript>');
    expect(foreign.length).toBeGreaterThan(html.length + 100);
    await withReportPage(browser, foreign, async ({ page, noise }) => {
      expect(await page.title()).toBe("Access review of kwob3J, 2026-11-28");
      const color = "getComputedStyle(document.getElementById('styled')).color";
      expect(await page.evaluate(color)).toBe("rgb(28, 34, 41)");
      const markup = "document.body.innerHTML = '<b>x</b>'";
      await expect(page.evaluate(markup)).rejects.toThrow(/TrustedHTML/);
      const failures = ["inline script", "inline style", "Loading the image"].map(
        what => noise.filter(line => line.includes(what) && line.includes("violates")).length,
      );
      expect(failures).toEqual([1, 1, 1]);
      noise.length = 0;
    });
  });

  test("shows a table without JavaScript, or asks for scripts if it would be long", async () => {
    await open(
      sixty,
      async page => {
        const lines = sixty.members.reduce((sum, { grants }) => sum + Math.max(1, grants.length), 0);
        expect(await page.locator("tbody tr").count()).toBe(lines);
      },
      { javaScriptEnabled: false },
    );
    await open(
      makeReport(450, 12),
      async page => {
        expect(await page.locator("body").innerText()).toContain("Allow scripts for this file");
        expect(await page.locator("tbody tr").count()).toBe(0);
      },
      { javaScriptEnabled: false },
    );
  });

  test("fits the report page on a phone without horizontal scrolling", async () => {
    const width = "document.documentElement.scrollWidth";
    const viewport = { width: 390, height: 844 };
    await open(hundreds, async page => expect(await page.evaluate(width)).toBe(390), { viewport });
    await open(sixty, async page => expect(await page.evaluate(width)).toBe(390), {
      ...growthView,
      viewport,
    });
  });
});
