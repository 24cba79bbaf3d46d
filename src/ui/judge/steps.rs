//! The steps of a response: each with its verdict, what it rests on, and whether its error is its own.

use crate::annotation::cut::Grain;
use crate::annotation::{Cause, StepJudgement, Verdict};
use crate::app::{CAUSES, Command, Desk, Focus, Graphing, Lang, Msg, VERDICTS, Word, keymap, question};
use crate::task::StepMode;
use crate::ui::judge::card::{Link, choose_link, linked, readable, shortened};
use crate::ui::judge::{finding, since};
use crate::ui::kept::kept;
use crate::ui::kit::{Ctx, button, join, nothing};
use crate::ui::template::{Act, Html, view};
use crate::ui::words as w;

/// The list of steps.
#[inline(never)]
pub fn view(ctx: Ctx, desk: &Desk) -> Html {
    let steps = question::steps(desk);
    let (asked, questioned) = question::open_steps(desk);
    let first = desk.task.step_mode == Some(StepMode::FirstError);
    let untouched = steps.iter().all(|step| step.verdict == Verdict::Unjudged);
    let graph = desk.view.graph;
    let at_hand = |step: &&StepJudgement| desk.view.focus == Focus::Step(step.id.clone());
    let shown = |step: &&StepJudgement| {
        if graph { at_hand(step) } else { question::is_shown(desk, &Focus::Step(step.id.clone())) }
    };
    let own_cut = desk.response().is_some_and(|response| response.steps.is_empty());
    view! { ctx,
        <div class="cards steps">
            <p class="muted" key="mode">{ if first { w::STEPS_FIRST } else { w::STEPS_EVERY } }</p>
            <div class="chips" key="cut" role="group" aria-label={ w::CUT_AGAIN } hidden={ !(untouched && own_cut && desk.may_edit()) }>
                { button(ctx, "", w::CUT_PARAGRAPHS, Msg::Recut(Grain::Paragraph)) }
                { button(ctx, "", w::CUT_SENTENCES, Msg::Recut(Grain::Sentence)) }
            </div>
            <div class="chips" key="form" role="group" aria-label={ w::STEPS }>
                <button type="button" aria-pressed={ graph } onclick={ Msg::Graph(Graphing::Toggled) }>{ w::GRAPH_OPEN }{ ctx.key(Command::Graph) }</button>
            </div>
            { if graph { super::graph::view(ctx, desk, &steps, &questioned) } else { nothing(ctx) } }
            <ol key="list">
                { for steps.iter().enumerate().filter(|(_, step)| shown(step)).map(|(at, step)| {
                    let shows = Shows {
                        at,
                        asked: at < asked,
                        questioned: questioned.contains(&step.id),
                        last: at + 1 >= steps.len(),
                        uses: used(&steps, step),
                        editable: desk.may_edit(),
                        lang: ctx.lang,
                        step: (*step).clone(),
                    };
                    let anew = at_hand(step) || finding::stand(desk) || graph;
                    kept(ctx, desk, if graph { "at hand" } else { &step.id }, shows, anew, card)
                }) }
            </ol>
            { since::rest(ctx, desk, if graph { 0 } else { steps.iter().filter(|step| !shown(step)).count() }) }
        </div>
    }
}

/// What the card of a step shows that has not the attention.
#[derive(PartialEq)]
struct Shows {
    step: StepJudgement,
    at: usize,
    /// Whether it is asked about: nothing behind the first error is.
    asked: bool,
    /// Whether it rests on an incorrect one and does not say what that means.
    questioned: bool,
    last: bool,
    /// Where those stand that it rests on.
    uses: Vec<usize>,
    editable: bool,
    lang: Lang,
}

/// Where those stand that a step rests on.
fn used(steps: &[&StepJudgement], step: &StepJudgement) -> Vec<usize> {
    step.uses.iter().filter_map(|id| steps.iter().position(|one| one.id == *id)).collect()
}

/// What a verdict is called, and its class.
pub fn name(verdict: Verdict) -> (Word, &'static str) {
    match verdict {
        Verdict::Correct => (w::STEP_CORRECT, "yes"),
        Verdict::Neutral => (w::STEP_NEUTRAL, "neither"),
        Verdict::Incorrect => (w::STEP_INCORRECT, "no"),
        Verdict::Unsure | Verdict::Unjudged => (w::STEP_UNSURE, "neither"),
    }
}

fn card(ctx: Ctx, desk: &Desk, state: &Shows) -> Html {
    let step = &state.step;
    let focus = Focus::Step(step.id.clone());
    let open = desk.view.focus == focus;
    let judged = step.verdict != Verdict::Unjudged;
    let on_card = open && desk.view.on_card;
    let text = step.span.as_ref().map(|span| shortened(&readable(&span.exact), 160)).unwrap_or_default();
    let (word, class) = name(step.verdict);
    let number = ctx.count(w::STEP_N, state.at + 1);
    view! { ctx,
        <li><div class="note stepcard" class={ if judged { class } else { "" } } class:open={ open } class:unasked={ !state.asked }
            data-at={ join(&["step ", &step.id]) } tabindex="-1" role="group" aria-label={ &number }
            onfocusin={ (!on_card).then(|| Msg::Focused(focus.clone())) } onclick={ (!open).then(|| Msg::Focused(focus.clone())) }>
            <header><b aria-hidden="true">{ state.at + 1 }</b><em>{ judged.then_some(word) }</em></header>
            <p class="quote" dir="auto" lang={ &desk.task.language }>{ text }</p>
            <p class="muted" key="unasked" hidden={ state.asked || judged }>{ w::NOT_ASKED }</p>
            <p class="warn" key="questioned" hidden={ !state.questioned }>{ w::QUESTIONED }</p>
            { if open || judged { verdicts(ctx, desk, step, open) } else { nothing(ctx) } }
            { if state.questioned || step.verdict == Verdict::Incorrect { causes(ctx, desk, step, open) } else { nothing(ctx) } }
            { reason(ctx, desk, step, open) }
            { if judged { finding::view(ctx, desk, &step.id, open, open) } else { nothing(ctx) } }
            { uses(ctx, desk, step, state.at, open) }
            { alternatives(ctx, desk, step, open) }
            <div class="actions" key="actions" hidden={ !open || !desk.may_edit() }>
                <button type="button" class="quiet" onclick={ Msg::StepSplit }>{ w::SPLIT_HERE }{ ctx.key(Command::Split) }</button>
                <button type="button" class="quiet" hidden={ state.last }
                    onclick={ Msg::StepMerged(step.id.clone()) }>{ w::MERGE_NEXT }{ ctx.key(Command::Merge) }</button>
                <button type="button" class="quiet" hidden={ !desk.view.graph } aria-pressed={ desk.view.linking.is_some() }
                    onclick={ Msg::Graph(Graphing::LinkWanted) }>{ w::LINK_STEP }<kbd aria-hidden="true">{ "⏎" }</kbd></button>
            </div>
        </div></li>
    }
}

/// The digits speak to a step's verdict, or in a review to the finding about it.
fn keyed(desk: &Desk, step: &StepJudgement, open: bool) -> bool {
    open && question::part(desk, &step.id).is_none()
}

fn verdicts(ctx: Ctx, desk: &Desk, step: &StepJudgement, open: bool) -> Html {
    let keyed = keyed(desk, step, open);
    view! { ctx,
        <div class="choice" key="verdicts" hidden={ !open }>
            { for VERDICTS.iter().enumerate().map(|(at, verdict)| {
                let (word, class) = name(*verdict);
                view! { ctx,
                    <button type="button" key={ at } class={ class } disabled={ !desk.may_edit() } aria-pressed={ step.verdict == *verdict }
                        onclick={ Msg::StepJudged(step.id.clone(), *verdict) }>
                        { word }{ ctx.some_key(keymap::choice(at).filter(|_| keyed)) }</button>
                }
            }) }
        </div>
    }
}

fn causes(ctx: Ctx, desk: &Desk, step: &StepJudgement, open: bool) -> Html {
    let keyed = keyed(desk, step, open);
    view! { ctx,
        <div class="chips" key="causes" role="group" aria-label={ w::CAUSE } hidden={ !open && step.cause.is_none() }>
            { for CAUSES.iter().enumerate().map(|(at, cause)| {
                let word = if *cause == Cause::Own { w::CAUSE_OWN } else { w::CAUSE_INHERITED };
                view! { ctx,
                    <button type="button" key={ at } disabled={ !desk.may_edit() } aria-pressed={ step.cause == Some(*cause) }
                        hidden={ !open && step.cause != Some(*cause) } onclick={ Msg::CauseChosen(step.id.clone(), *cause) }>
                        { word }{ ctx.some_key(keymap::choice(at + VERDICTS.len()).filter(|_| keyed)) }</button>
                }
            }) }
        </div>
    }
}

fn reason(ctx: Ctx, desk: &Desk, step: &StepJudgement, open: bool) -> Html {
    let text = step.rationale.as_deref().unwrap_or_default();
    if !open {
        return view! { ctx, <p class="said" dir="auto" hidden={ text.is_empty() }>{ text }</p> };
    }
    view! { ctx,
        <textarea rows="2" dir="auto" data-at={ join(&["step-words ", &step.id]) } placeholder={ w::STEP_REASON } readonly={ !desk.may_edit() }
            aria-label={ w::RATIONALE } value={ text } oninput={ Act::value(&step.id, Msg::StepReasonTyped) } />
    }
}

/// The earlier steps that it rests on.
fn uses(ctx: Ctx, desk: &Desk, step: &StepJudgement, at: usize, open: bool) -> Html {
    let steps = question::steps(desk);
    let open = open && desk.may_edit();
    let mut links = Vec::new();
    for (number, earlier) in steps.iter().take(at).enumerate() {
        if open || step.uses.contains(&earlier.id) {
            let (id, name) = (earlier.id.clone(), ctx.count(w::STEP_N, number + 1));
            links.push(Link { focus: Focus::Step(id.clone()), id, name });
        }
    }
    let tied = |link: &Link| step.uses.contains(&link.id);
    let some = links.iter().any(tied);
    let offers = open && !links.iter().all(tied);
    view! { ctx,
        <footer hidden={ !some && !offers }>
            <span class="muted" key="uses">{ w::USES }</span>
            { for linked(ctx, &links, &tied, &step.id, Msg::UsesToggled, open) }
            { choose_link(ctx, &links, &tied, w::USES, &step.id, Msg::UsesToggled, offers) }
        </footer>
    }
}

/// Other texts for the step, each with what is judged of it.
fn alternatives(ctx: Ctx, desk: &Desk, step: &StepJudgement, open: bool) -> Html {
    let own = desk.response().and_then(|response| response.steps.iter().find(|one| one.id == step.id));
    let given = own.map_or(&[][..], |own| &own.alternatives);
    view! { ctx,
        <div class="others" key="others" hidden={ !open || given.is_empty() }>
            <p class="muted">{ w::ALTERNATIVES }</p>
            { for given.iter().map(|one| {
                let judged = step.alternatives.iter().find(|other| other.id == one.id).map(|other| other.verdict);
                view! { ctx,
                    <div key={ &one.id } role="group" aria-label={ shortened(&one.text, 60) }>
                        <p class="quote" dir="auto" lang={ &desk.task.language }>{ &one.text }</p>
                        <div class="chips">
                            { for VERDICTS.iter().enumerate().map(|(at, verdict)| {
                                let (word, class) = name(*verdict);
                                let what = Graphing::AlternativeJudged(step.id.clone(), one.id.clone(), *verdict);
                                view! { ctx,
                                    <button type="button" key={ at } class={ class } disabled={ !desk.may_edit() }
                                        aria-pressed={ judged == Some(*verdict) } onclick={ Msg::Graph(what) }>{ word }</button>
                                }
                            }) }
                        </div>
                    </div>
                }
            }) }
        </div>
    }
}
