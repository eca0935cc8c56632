// Scalar draws what the document says. The decisions and the rules are sections of our own behind it.
function section(name, label) {
  return {
    sidebar: { show: true, label },
    component: {
      render: () => null,
      mounted() {
        this.$el.parentNode.insertBefore(document.getElementById(`section-${name}`).content.cloneNode(true), this.$el);
        if (name === "rules") arriveAtRules();
      },
    },
  };
}

function arriveAtRules() {
  const search = document.querySelector("#rules input");
  search.addEventListener("input", () => {
    const text = search.value.toLowerCase();
    for (const row of document.querySelectorAll("#rules tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(text);
  });
  show();
}

// A link to a rule may be older than the page: Scalar draws after the browser has looked for the anchor.
function show() {
  const name = decodeURIComponent(wanted);
  const target = /^#(rule-|rules$|decisions$)/.test(name) && document.getElementById(name.slice(1));
  if (!target) return;
  document.querySelector("tr.chosen")?.classList.remove("chosen");
  if (target.matches("tr")) target.classList.add("chosen");
  target.hidden = false;
  target.scrollIntoView({ block: "center" });
}

let wanted = location.hash;
addEventListener("hashchange", () => { wanted = location.hash; show(); });

configuration.plugins = [() => ({
  name: "contract",
  extensions: [],
  views: { "content.end": [section("decisions", "What differs"), section("rules", "Rules")] },
})];
Scalar.createApiReference("#page", configuration);
