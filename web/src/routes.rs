//! The addresses of the pages, without their language.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

use crate::account::{acts as own_acts, data, mail, news, own};
use crate::console::{
    colleagues, decide, escalations, preferences, public, queue, reading as review, taken_back,
};
use crate::desk::{
    acts, answer, comment as own_comment, comments, editor, mine, permits, silences, together,
    write,
};
use crate::entry::{authenticator, new_passphrase, passkey, second_factor, sign_in};
use crate::family::{link, wards};
use crate::guide::{acts as guide_acts, groups, invite, pieces};
use crate::reading::{
    blog, comment, feeds, help, home, how, opinion, permits as text, place, places,
    post as article, receipt,
};
use crate::site::Site;
use crate::staff::{adult, agreements, ask, conduct, log, panel, people, rules, topics};
use crate::{joining, offline, page, set_up};

/// The pages in one language.
pub(crate) fn pages(site: Site) -> Router {
    for_everybody()
        .merge(coming_in())
        .merge(for_oneself())
        .merge(for_adults())
        .merge(for_those_who_run_it())
        // A form's address that is opened as a page is nothing.
        .method_not_allowed_fallback(nothing)
        .with_state(site)
}

async fn nothing(State(site): State<Site>) -> Response {
    page::missing(&site)
}

/// What everybody reads.
fn for_everybody() -> Router<Site> {
    Router::new()
        .route("/", get(home::show))
        .route("/p/{slug}", get(article::show))
        .route("/p/{slug}/comentar", get(comment::show).post(comment::send))
        .route("/p/{slug}/opinar", get(opinion::show).post(opinion::send))
        .route("/comentario", get(receipt::show).post(receipt::open))
        .route("/comentario/cambiar", post(receipt::change))
        .route("/comentario/quitar", post(receipt::take_back))
        .route("/comentario/otra-mirada", post(receipt::look_again))
        .route("/temas", get(places::show))
        .route("/temas/{slug}", get(place::show_topic))
        .route("/temas/{slug}/feed.atom", get(feeds::topic_atom))
        .route("/temas/{slug}/feed.json", get(feeds::topic_json))
        .route("/grupos/{slug}", get(place::show_group))
        .route("/grupos/{slug}/feed.atom", get(feeds::group_atom))
        .route("/grupos/{slug}/feed.json", get(feeds::group_json))
        .route("/blog/{pen_name}", get(blog::show))
        .route("/feed.atom", get(feeds::site_atom))
        .route("/feed.json", get(feeds::site_json))
        .route("/ayuda", get(help::show))
        .route("/ayuda/{country}", get(help::of_country))
        .route("/como-leemos", get(how::show))
        .route(offline::HERE, get(offline::show))
        .route("/permisos", get(text::show))
}

/// Coming in and going out.
fn coming_in() -> Router<Site> {
    Router::new()
        .route("/invitacion", get(joining::show).post(joining::send))
        .route("/entrar", get(sign_in::show).post(sign_in::send))
        .route(
            "/entrar/frase-nueva",
            get(new_passphrase::show).post(new_passphrase::send),
        )
        .route(
            "/entrar/segundo-paso",
            get(second_factor::show).post(second_factor::prove),
        )
        .route(
            "/entrar/segundo-paso/apuntado",
            post(second_factor::recover),
        )
        .route("/entrar/segundo-paso/llave", post(passkey::ask))
        .route("/entrar/segundo-paso/llave/prueba", post(passkey::prove))
        .route("/entrar/llave", post(passkey::start))
        .route("/entrar/llave/hecha", post(passkey::finish))
        .route("/entrar/aplicacion", post(authenticator::start))
        .route("/entrar/aplicacion/codigo", post(authenticator::finish))
        .route("/salir", post(sign_in::leave))
        .route("/invitacion/equipo", get(adult::show).post(adult::send))
        .route("/setup", get(set_up::show).post(set_up::send))
        .route("/setup/done", get(set_up::done))
}

/// What somebody writes, and their account.
fn for_oneself() -> Router<Site> {
    Router::new()
        .route("/mesa", get(mine::show))
        .route("/mesa/nueva", get(editor::blank).post(write::begin))
        .route("/mesa/comentarios", get(comments::show))
        .route(
            "/mesa/comentarios/{id}",
            get(own_comment::show).post(own_comment::send),
        )
        .route("/mesa/invitacion", post(together::answer))
        .route("/mesa/{id}/juntos", get(together::show))
        .route("/mesa/{id}/palabra", post(together::word))
        .route("/mesa/{id}/invitar", post(together::invite))
        .route("/mesa/{id}/separar", post(together::part))
        .route("/mesa/silencios", get(silences::show).post(silences::set))
        .route("/mesa/permisos", get(permits::show).post(permits::change))
        .route("/mesa/{id}", get(editor::open).post(write::save))
        .route("/mesa/{id}/respuesta", get(answer::show))
        .route("/mesa/{id}/acepto", post(answer::accept))
        .route("/mesa/{id}/dejo", post(answer::decline))
        .route("/mesa/{id}/otra-mirada", post(answer::look_again))
        .route("/mesa/{id}/retirar", post(acts::withdraw))
        .route("/mesa/{id}/quitar", post(acts::unpublish))
        .route("/cuenta", get(own::show))
        .route("/cuenta/sesion", post(own_acts::end))
        .route("/cuenta/sesion/nombre", post(own_acts::name))
        .route("/cuenta/frase", post(own_acts::passphrase))
        .route("/cuenta/correo", get(mail::show).post(mail::give))
        .route("/cuenta/correo/prueba", post(mail::prove))
        .route("/cuenta/correo/quitar", post(mail::remove))
        .route("/cuenta/aplicacion/quitar", post(own_acts::remove_app))
        .route("/cuenta/llave/quitar", post(own_acts::remove_key))
        .route("/cuenta/codigos", post(own_acts::renew_codes))
        .route("/cuenta/datos", get(data::show))
        .route("/cuenta/datos.json", get(data::as_json))
        .route("/cuenta/datos.md", get(data::as_markdown))
        .route("/cuenta/conducta", get(conduct::show).post(conduct::sign))
        .route("/novedades", get(news::show).post(news::seen))
        .route("/novedades/correo", post(news::often))
}

/// For those who run the panel.
fn for_those_who_run_it() -> Router<Site> {
    Router::new()
        .route(
            "/equipo/acuerdos",
            get(agreements::show).post(agreements::answer),
        )
        .route("/equipo/acuerdos/papel", post(ask::role))
        .route("/equipo/acuerdos/segundo-paso", post(ask::factors))
        .route("/equipo/acuerdos/frase", post(ask::passphrase))
        .route("/equipo/acuerdos/identidad", post(ask::identity))
        .route("/equipo/acuerdos/codigo", post(ask::code))
        .route("/equipo/acuerdos/leer", post(ask::read))
        .route("/admin/personas", get(people::show))
        .route("/admin/personas/invitar", post(people::invite))
        .route("/admin/personas/retirar", post(people::take_back))
        .route("/admin/personas/certificado", post(people::certificate))
        .route("/admin/personas/formacion", post(people::training))
        .route("/admin/grupos", get(panel::show).post(panel::create))
        .route("/admin/grupos/guia", post(panel::appoint))
        .route("/admin/grupos/deja", post(panel::let_go))
        .route("/admin/grupos/avalar", post(panel::vouch))
        .route("/admin/grupos/avalar-familia", post(panel::vouch_for))
        .route("/admin/temas", get(topics::show).post(topics::create))
        .route("/admin/temas/nombre", post(topics::rename))
        .route("/admin/registro", get(log::show))
        .route("/admin/reglas", get(rules::show))
}

/// For adults: those who read, guardians and guides.
fn for_adults() -> Router<Site> {
    Router::new()
        .route("/familia", get(wards::show))
        .route("/familia/enlace", post(link::open))
        .route("/familia/decision", post(link::decide))
        .route("/familia/permisos", post(wards::change))
        .route("/familia/otra-mirada", post(wards::look_again))
        .route("/equipo/cola", get(queue::show))
        .route("/equipo/siguiente", post(queue::next))
        .route(
            "/equipo/preguntas",
            get(colleagues::show).post(colleagues::answer),
        )
        .route(
            "/equipo/preferencias",
            get(preferences::show).post(preferences::keep),
        )
        .route(
            "/equipo/proteccion",
            get(escalations::show).post(escalations::close),
        )
        .route("/equipo/deshechas", get(taken_back::show))
        .route("/p/{slug}/equipo", get(public::show).post(public::send))
        .route("/p/{slug}/equipo/comentarios", post(public::comments))
        .route("/equipo/lectura/{id}", get(review::show))
        .route("/equipo/lectura/{id}/decidir", post(decide::decide))
        .route("/guia", get(groups::show))
        .route("/guia/invitar", get(invite::show).post(invite::send))
        .route("/guia/piezas", get(pieces::show))
        .route("/guia/otra-mirada", post(pieces::look_again))
        .route("/guia/avalar", post(guide_acts::vouch))
        .route("/guia/avalar-familia", post(guide_acts::vouch_for))
        .route("/guia/retirar", post(guide_acts::take_back))
        .route("/guia/familia", post(guide_acts::ask))
        .route("/guia/dinamiza", post(guide_acts::facilitate))
}
