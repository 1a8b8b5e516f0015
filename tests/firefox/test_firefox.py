"""The site in Firefox: no message, no foreign request, no overlap, and Chromium's numbers."""

import pytest

from tools.overflow import FAULTS

SITE_PAGES = [
    "index.html",
    "unit05/lab.html",
    "unit05/exercises.html",
    "unit05/figures.html",
    "notebooks/index.html",
    "notebooks/01-manual-backprop.html",
    "notebooks/02-digits.html",
    "notebooks/03-sigmoid-relu.html",
    "notebooks/04-materials.html",
    "notebooks/05-cost.html",
    "notebooks/06-exercise.html",
    "benchmarks/index.html",
]
LAB, DECK = "unit05/lab.html", "unit05/slides.html"

HELPERS = """
    const faults = () => (FAULTS)().filter(fault => !/ px: "/.test(fault)); // type size: tests/site
    const until = async (isReady) => {
        const end = Date.now() + 30000;
        while (!isReady() && Date.now() < end) await new Promise(done => setTimeout(done, 50));
        if (!isReady()) throw new Error(`still not so after 30 s: ${isReady}`);
    };
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    // what a widget shows below its figure may not reach the ribbon, nor one line another
    const overlaps = () => {
        const slide = Reveal.getCurrentSlide();
        const ribbon = document.querySelector('.ribbon')?.getBoundingClientRect().top ?? Infinity;
        const parts = [...slide.querySelectorAll('.w :is(p, button, input, select, .w-finding)')]
            .filter(part => part.checkVisibility({visibilityProperty: true}))
            .filter(part => !part.closest('.w-hidden, .w-digits, .cg-inputs'))
            .map(part => [part, part.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && box.height > 1);
        const text = part => `"${(part.textContent || part.outerHTML).trim().slice(0, 40)}"`;
        const broken = [...slide.querySelectorAll('.w math')]  // as "η / ∇J" on two lines
            .filter(formula => formula.getClientRects().length > 1);
        return parts.filter(([, box]) => box.bottom > ribbon + 1)
            .map(([part, box]) => `${text(part)} is in the ribbon: ${box.bottom - ribbon} px`)
            .concat(broken.map(formula => `${text(formula)} breaks`));
    };
""".replace("FAULTS", FAULTS)

READ = (
    "async () => {"
    + HELPERS
    + """
    await until(() => document.querySelectorAll('[data-widget] .w').length > 6);
    await until(() => document.querySelector('[data-widget=gradient-flow] [data-settled=true]'));
    return Object.fromEntries([...document.querySelectorAll('[data-widget]')].map(widget => [
        widget.dataset.widget,
        [...widget.querySelectorAll('[data-name]')]
            .map(({dataset}) => [dataset.name, Number(dataset.value)]),
    ]));
}"""
)
# one load of the lab shows a state of each widget
STATES = [
    "",
    "?forward-backward=x2:0.5,w11:0.6,w21:-0.4,w_out:1.5,gradients:on,step:5"
    "&activations=activation:tanh,z:4,upstream:-2&gradient-flow=activation:relu,naive:on"
    "&path-through-depth=m:3.6,layer:8&predict-gradient=kind:paths,seed:1"
    "&computational-graph=program:b=a%2Ba;c=b^2%2Bb,at:a=2,step:13&checkpoint-mcq=tried:B",
    "?forward-backward=net:2-3-2-1,gradients:on,step:32,panel:doubt"
    "&activations=activation:gelu,z:-0.5,overlay:elu.silu&gradient-flow=m:3,activation:tanh"
    "&path-through-depth=layers:30,m:1.9,signed:on&predict-gradient=level:value,kind:hidden,seed:7"
    "&computational-graph=program:y=log(1%2Bexp(x))*tanh(x),at:x=-0.3,mode:naive,step:9",
    "?forward-backward=net:2-2-2,samples:3,gradients:on,trained:20,panel:train"
    "&activations=activation:elu,elu:2,z:-1.27&gradient-flow=more:on,depth:30,residual:on"
    "&path-through-depth=m:0.1,layer:10&predict-gradient=level:factor,kind:first,seed:4"
    "&computational-graph=program:f=sin(x)*sigmoid(w),mode:forward,input:w,step:3",
]
WALK = (
    "async () => {"
    + HELPERS
    + """
    await until(() => window.Reveal?.isReady());
    const found = [];
    for (const slide of Reveal.getSlides()) {
        const {h, v} = Reveal.getIndices(slide);
        Reveal.slide(h, v, -1);
        while (Reveal.availableFragments().next) Reveal.nextFragment();
        if (slide.querySelector('[data-widget]')) await until(() => slide.querySelector('.w'));
        await painted();
        found.push(...faults(), ...overlaps().map(fault => `${slide.id}: ${fault}`));
    }
    return found;
}"""
)
WAIT = (
    HELPERS
    + """
    await until(() => window.Reveal?.isReady());
    const slide = Reveal.getCurrentSlide();
    await until(() => slide.querySelector('.w'));
    await document.fonts.ready;
    await painted();
"""
)
# every micro-step of a network, by its button
STEPS = (
    "async () => {"
    + WAIT
    + """
    const found = [];
    const next = slide.querySelector('button[aria-label="Next step"], button[aria-label^="Step"]');
    for (let step = 0; next.getAttribute('aria-disabled') !== 'true'; step += 1) {
        const said = slide.querySelector('.w-finding').textContent.slice(0, 30);
        found.push(...[...faults(), ...overlaps()].map(fault => `${step} (${said}): ${fault}`));
        next.click();
        await painted();
    }
    return found;
}"""
)
LOOK = f"async () => {{{WAIT} return [...faults(), ...overlaps()]; }}"
# the sliders whose thumb has another colour than their direction, and how many sliders there are
THUMBS = (
    "async () => {"
    + HELPERS
    + """
    await until(() => document.querySelectorAll('[data-widget] .w').length > 6);
    const probe = document.body.appendChild(document.createElement('i'));
    const sliders = [...document.querySelectorAll('.w input[type=range]')];
    const wrong = sliders.filter(slider => {
        probe.style.color = `var(--${slider.matches('.bwd') ? 'backward' : 'forward'})`;
        const thumb = getComputedStyle(slider, '::-moz-range-thumb').backgroundColor;
        return thumb !== getComputedStyle(probe).color;
    });
    return [sliders.length, wrong.map(slider => slider.outerHTML)];
}"""
)
NETWORKS = ["2-1-1", "2-2-1", "2-3-2-1", "2-2-2"]
SLIDE_STATES = [
    "path-through-depth=m:0.1,layer:10#/vanishing",
    "path-through-depth=m:3.6,layer:3,signed:on#/vanishing",
    "computational-graph=program:y=w1*x%2Bb_out,step:9#/computational-graph",
    "gradient-flow=more:on,naive:on,activation:relu#/gradient-flow-widget",
    "activations=activation:elu,overlay:tanh.relu.gelu,z:-1.5#/activations-widget",
    "checkpoint-mcq=revealed:on#/checkpoint-mcq",
]


@pytest.fixture(scope="session")
def results(in_firefox):
    """Everything that Firefox is asked, in one run: by name."""
    net = "forward-backward=gradients:on,step:0,net:"
    jobs = {
        **{path: {"path": path} for path in SITE_PAGES},
        **{query: {"path": LAB + query, "script": READ} for query in STATES},
        "slides": {"path": DECK, "script": WALK},
        "thumbs": {"path": LAB, "script": THUMBS},
        **{
            name: {"path": f"{DECK}?{net}{name}#/forward-backward-widget", "script": STEPS}
            for name in NETWORKS
        },
        **{state: {"path": f"{DECK}?{state}", "script": LOOK} for state in SLIDE_STATES},
    }
    return dict(zip(jobs, in_firefox(list(jobs.values())), strict=True))


def test_pages_load_without_message_or_foreign_request(results):
    assert {name: one["problems"] for name, one in results.items() if one["problems"]} == {}


def test_slides_have_nothing_that_overlaps(results):
    assert results["slides"]["result"] == []


def test_slider_thumbs_have_the_colour_of_their_direction(results):
    count, wrong = results["thumbs"]["result"]
    assert count > 10
    assert wrong == []


@pytest.mark.parametrize("net", NETWORKS)
def test_network_steps_have_nothing_that_overlaps(results, net):
    assert results[net]["result"] == []


@pytest.mark.parametrize("state", SLIDE_STATES)
def test_widget_state_on_its_slide_has_nothing_that_overlaps(results, state):
    assert results[state]["result"] == []


@pytest.mark.parametrize("state", STATES)
def test_widgets_show_the_numbers_that_chromium_shows(results, in_chromium, state):
    expected = in_chromium(LAB + state, READ)
    shown = results[state]["result"]
    assert set(shown) == set(expected)
    for widget, numbers in expected.items():
        names = [name for name, _ in numbers]
        assert [name for name, _ in shown[widget]] == names
        values = [value for _, value in numbers]
        found = [value for _, value in shown[widget]]
        assert found == pytest.approx(values, rel=1e-9, abs=1e-12, nan_ok=True), widget
