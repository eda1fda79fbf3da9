// Sog in the page: draws charts, closes popovers. Everything else works without it.
"use strict";
(() => {
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const charts = new Map();

  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    // A probe resolves light-dark() to the colour in use.
    const probe = document.createElement("span");
    document.body.append(probe);
    const get = (name) => {
      probe.style.color = style.getPropertyValue(name);
      return getComputedStyle(probe).color;
    };
    const read = {
      ink: get("--ink"), muted: get("--muted"), line: get("--line"), surface: get("--raised"),
      quiet: get("--chart-quiet"), good: get("--chart-4"), bad: get("--chart-2"),
      parts: [1, 2, 3, 4, 5, 6].map((n) => get(`--chart-${n}`)),
    };
    probe.remove();
    return read;
  };

  // Shapes of the legend: a line, and a broken one.
  const SOLID = "path://M0 3h18v2H0z", DASHED = "path://M0 3h7v2H0zM11 3h7v2h-7z";

  const writer = (spec, short) => {
    const options = { maximumFractionDigits: short ? 1 : 0 };
    if (short) options.notation = "compact";
    if (spec.unit === "money" && spec.currency) Object.assign(options, { style: "currency", currency: spec.currency, minimumFractionDigits: 0 });
    if (spec.unit === "share") Object.assign(options, { style: "percent", notation: "standard", maximumFractionDigits: 1 });
    if (spec.unit === "number") options.maximumFractionDigits = 1;
    const format = new Intl.NumberFormat(spec.locale, options);
    const whole = new Intl.NumberFormat(spec.locale, { ...options, notation: "standard", maximumFractionDigits: 0 });
    // German and Spanish shorten no thousands; what stays long needs no decimals.
    const stays = (value) => Math.abs(value) >= 1000 && !format.formatToParts(value).some((part) => part.type === "compact");
    return (value) => (value === null || value === undefined || Number.isNaN(value) ? "–" : (stays(value) ? whole : format).format(value));
  };

  // Bars lie down when they are told to, and a waterfall with little room does.
  const lies = (spec, width) => spec.horizontal || (spec.kind === "waterfall" && width < 480);

  const option = (spec, colour, width) => {
    const narrow = width < 480, lying = lies(spec, width);
    const long = writer(spec, false), short = writer(spec, true);
    const value = { type: "value", axisLabel: { color: colour.muted, formatter: short }, splitLine: { lineStyle: { color: colour.line } }, splitNumber: 4 };
    const category = {
      type: "category", data: spec.categories, boundaryGap: spec.kind !== "line",
      axisLabel: lying ? { color: colour.ink, interval: 0, width: narrow ? 108 : 250, fontSize: narrow ? 11 : 12, lineHeight: 13, overflow: "break" }
        : spec.kind === "waterfall" ? { color: colour.ink, interval: 0, width: Math.max(56, width / spec.categories.length - 14), overflow: "break" }
        : { color: colour.muted, hideOverlap: true },
      axisLine: { lineStyle: { color: colour.quiet } }, axisTick: { show: false },
    };
    if (lying) category.inverse = true;
    // Where every bar carries its number and there is little room, the axis needs none.
    if (lying && narrow && spec.kind !== "grouped" && spec.kind !== "stacked") value.axisLabel.show = false;
    const rows = (index) => spec.kind === "waterfall"
      ? [`${spec.categories[index]}: ${long(spec.steps[index][0])}`]
      : [spec.categories[index]]
        .concat(spec.series.filter((s) => s.values[index] !== null && s.values[index] !== undefined).map((s) => `${s.name}: ${long(s.values[index])}`))
        .concat(spec.bands.filter((b) => b.low[index] !== null).map((b) => `${b.name}: ${long(b.low[index])} – ${long(b.high[index])}`));
    const series = [];
    const names = [];
    spec.bands.forEach((band, at) => {
      const base = { type: "line", symbol: "none", silent: true, stack: `band${at}`, stackStrategy: "all", lineStyle: { opacity: 0 } };
      series.push({ ...base, name: `${band.name} `, data: band.low, tooltip: { show: false } });
      const spread = band.low.map((low, i) => (low === null ? null : band.high[i] - low));
      series.push({ ...base, name: band.name, data: spread, areaStyle: { color: colour.parts[0], opacity: at === 0 ? 0.16 : 0.22 }, itemStyle: { color: colour.parts[0], opacity: at === 0 ? 0.2 : 0.45 } });
      names.push({ name: band.name, icon: "roundRect" });
    });
    // A part never has the colour of what stands beside it.
    let part = spec.series.some((one) => one.role === "main" || one.role === "forecast") ? 1 : 0;
    spec.series.forEach((one) => {
      const paint = { main: colour.parts[0], forecast: colour.parts[0], compare: colour.quiet, target: colour.bad }[one.role] || colour.parts[part++ % 6];
      const line = { name: one.name, type: "line", data: one.values, symbol: "none", itemStyle: { color: paint }, lineStyle: { color: paint, width: one.role === "compare" ? 1.75 : 2.5, type: one.role === "target" || one.role === "forecast" ? "dashed" : "solid" } };
      const bar = { name: one.name, type: "bar", data: one.values, itemStyle: { color: paint, borderRadius: spec.kind === "stacked" ? 0 : 3, borderColor: colour.surface, borderWidth: spec.kind === "stacked" ? 1 : 0 }, barMaxWidth: lying ? 22 : 36, stack: spec.kind === "stacked" ? "all" : undefined };
      if (spec.kind === "bars") bar.data = one.values.map((value, at) => ({ value, itemStyle: spec.strong.includes(at) ? { color: colour.bad } : undefined }));
      // A bar that lies has room for its number; to the right also below zero, where no name stands.
      if (spec.kind === "bars" && lying) bar.label = { show: true, position: "right", color: colour.ink, formatter: (p) => long(p.value) };
      series.push(spec.kind === "line" || one.role === "target" ? line : bar);
      const drawnAsLine = spec.kind === "line" || one.role === "target";
      names.push({ name: one.name, icon: !drawnAsLine ? "roundRect" : line.lineStyle.type === "dashed" ? DASHED : SOLID });
    });
    if (spec.kind === "waterfall") {
      let ground = 0;
      const under = [], up = [];
      spec.steps.forEach(([amount, total]) => {
        const from = total ? 0 : ground, to = total ? amount : ground + amount;
        under.push(Math.min(from, to));
        up.push({ value: Math.abs(to - from), itemStyle: { color: total ? colour.parts[0] : amount < 0 ? colour.bad : colour.good } });
        ground = to;
      });
      const labels = spec.steps.map(([amount, total]) => (total || amount < 0 ? "" : "+") + (lying || Math.abs(amount) < 1000 ? long : short)(amount));
      series.push({ type: "bar", stack: "w", silent: true, itemStyle: { opacity: 0 }, data: under });
      series.push({ type: "bar", stack: "w", barMaxWidth: 54, data: up, itemStyle: { borderRadius: 2 }, label: { show: true, position: lying ? "right" : "top", color: colour.ink, formatter: (p) => labels[p.dataIndex] } });
      // Small changes between large totals could not be seen: then the axis starts higher, and says so.
      const totals = spec.steps.filter((s) => s[1]).map((s) => s[0]);
      const low = Math.min(...under.filter((u, i) => !spec.steps[i][1]), ...totals), high = Math.max(...under.map((u, i) => u + up[i].value));
      if (low > 0 && (high - low) / high < (narrow ? 0.45 : 0.2)) {
        const step = 10 ** Math.floor(Math.log10(high - low));
        value.min = Math.max(0, Math.floor((low - (high - low) * 0.3) / step) * step);
        // Below the figures of a lying axis, beside the foot of a standing one.
        const beside = lying ? { nameLocation: "middle", nameGap: 30 } : { nameLocation: "start", nameGap: 34 };
        Object.assign(value, { name: spec.cut, ...beside, nameTextStyle: { color: colour.muted, align: lying ? "center" : "left" } });
      }
    }
    if (spec.marks.length && series.length) {
      series[series.length - 1].markLine = {
        symbol: "none", silent: true, lineStyle: { color: colour.muted, type: "solid", width: 1 },
        label: { color: colour.ink, position: "end", formatter: (p) => p.name },
        data: spec.marks.map(([at, name]) => ({ xAxis: at, name })),
      };
    }
    return {
      animation: !quiet.matches, animationDuration: 350,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 4, right: lying ? (spec.unit === "money" ? (narrow ? 64 : 72) : 36) : 12, top: (names.length > 1 ? 36 : 14) + (spec.marks.length ? 16 : 0), bottom: value.min ? 28 : 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      legend: names.length > 1 ? { top: 0, left: 0, type: "scroll", data: names, textStyle: { color: colour.ink }, itemWidth: 18, itemHeight: 8, pageTextStyle: { color: colour.muted }, pageIconColor: colour.ink } : undefined,
      // Rich text is drawn, not written as HTML with styles, which our rules forbid.
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colour.surface, borderColor: colour.line, textStyle: { color: colour.ink, fontSize: 13 }, axisPointer: { type: spec.kind === "line" ? "line" : "shadow" }, formatter: (points) => rows((Array.isArray(points) ? points[0] : points).dataIndex).join("\n") },
      xAxis: lying ? value : category,
      yAxis: lying ? category : value,
      series,
    };
  };

  const draw = (figure) => {
    const place = figure.querySelector(".chart-canvas");
    const block = figure.querySelector('script[type="application/json"]');
    if (!place || !block || !window.echarts || place.clientWidth === 0) return;
    const spec = JSON.parse(block.textContent);
    charts.get(place)?.dispose();
    if (lies(spec, place.clientWidth)) place.style.height = `${Math.max(120, spec.categories.length * (spec.kind === "grouped" ? 56 : 38) + 56)}px`;
    else place.style.height = "";
    const chart = echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(option(spec, colours(), place.clientWidth));
    charts.set(place, chart);
  };

  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    const chart = charts.get(target);
    if (chart) chart.resize();
    else if (target.clientWidth) draw(target.closest(".chart"));
  }));

  let loading;
  const library = () => loading ||= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = document.querySelector('meta[name="sog-echarts"]').content;
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });

  const drawAll = async () => {
    for (const [place, chart] of charts) if (!place.isConnected) { chart.dispose(); charts.delete(place); }
    const figures = [...document.querySelectorAll(".chart")].filter((f) => !charts.has(f.querySelector(".chart-canvas")));
    if (!figures.length) return;
    await library();
    figures.forEach((figure) => { draw(figure); sizes.observe(figure.querySelector(".chart-canvas")); });
  };

  const redraw = () => charts.forEach((_, place) => draw(place.closest(".chart")));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  // A popover closes by Escape, by a click elsewhere, and when another one opens.
  const close = (except) => document.querySelectorAll("details[data-popover][open]").forEach((open) => { if (!except || !open.contains(except)) open.open = false; });
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-popover][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  // Keeps an explanation inside the window.
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.classList.contains("info")) return;
    details.classList.toggle("left", details.open && details.getBoundingClientRect().left < 320);
  }, true);
  // A form that says so sends itself when a choice changes; its button serves without us.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });
  // Asks before something that cannot be undone.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });

  document.addEventListener("htmx:after:swap", drawAll);
  drawAll();
})();
