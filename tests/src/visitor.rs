//! Somebody with a browser that runs nothing: it keeps cookies, follows where it is led, and fills in the forms of the page that is open.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use scraper::{ElementRef, Html, Selector};
use url::form_urlencoded;

use crate::pages::Page;
use crate::people::Person;
use crate::world::World;

/// Where the pages of a world are, for its visitors.
const HOST: &str = "altavoz.test";
/// How often a browser is led on before it gives up.
const MOST_STEPS: usize = 5;

/// Somebody with a browser that runs nothing.
#[derive(Clone)]
pub struct Visitor<'w> {
    world: &'w World,
    cookies: BTreeMap<String, String>,
    page: Option<Page>,
    at: String,
}

impl Person<'_> {
    /// This person's browser, already signed in.
    pub fn visits(&self) -> Visitor<'_> {
        let mut visitor = Visitor::new(self.world());
        if let Some(token) = self.session() {
            visitor
                .cookies
                .insert("altavoz".to_owned(), token.to_owned());
        }
        visitor
    }
}

impl<'w> Visitor<'w> {
    /// A browser that was never here.
    pub const fn new(world: &'w World) -> Self {
        Self {
            world,
            cookies: BTreeMap::new(),
            page: None,
            at: String::new(),
        }
    }

    /// Opens a page.
    pub async fn goes(&mut self, address: &str) -> &Page {
        self.asks(Request::get(address), address.to_owned(), String::new())
            .await
    }

    /// The same in a browser that does not say where a form comes from.
    pub async fn sends_without_saying_whence(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
    ) -> &Page {
        let body = self.filled(action, fields);
        let request =
            Request::post(action).header("content-type", "application/x-www-form-urlencoded");
        self.asks(request, action.to_owned(), body).await
    }

    /// Fills in a form of the page that is open and sends it: `action` is where it goes, `fields` what is typed and pressed.
    pub async fn sends(&mut self, action: &str, fields: &[(&str, &str)]) -> &Page {
        let body = self.filled(action, fields);
        let request = Request::post(action)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", format!("http://{HOST}"))
            .header("sec-fetch-site", "same-origin");
        self.asks(request, action.to_owned(), body).await
    }

    /// The page that is open.
    pub fn page(&self) -> &Page {
        self.page.as_ref().expect("an open page")
    }

    /// Its address.
    pub fn at(&self) -> &str {
        &self.at
    }

    /// Whether the browser has a session.
    pub fn has_session(&self) -> bool {
        self.cookies.get("altavoz").is_some_and(|it| !it.is_empty())
    }

    /// Forgets the session alone, as when it has ended.
    pub fn forgets_session(&mut self) {
        self.cookies.remove("altavoz");
    }

    /// Takes over what another tab of the same browser was given.
    pub fn takes_cookies_of(&mut self, tab: &Self) {
        self.cookies.clone_from(&tab.cookies);
    }

    /// Has a cookie.
    pub fn has_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Has another page open than the one that was answered, as somebody has who changes it by hand.
    pub fn shows(&mut self, html: String) {
        let page = self.page.as_mut().expect("an open page");
        page.html = html;
    }

    /// What somebody reads in the main part of the page, one space between words.
    pub fn reads(&self) -> String {
        let html = Html::parse_document(&self.page().html);
        let main = one(&html, "main").expect("a main part");
        let texts: Vec<&str> = main.text().flat_map(str::split_whitespace).collect();
        texts.join(" ")
    }

    /// What the first element that a selector finds holds as text; nothing where it finds none.
    pub fn text_of(&self, selector: &str) -> Option<String> {
        let html = Html::parse_document(&self.page().html);
        one(&html, selector).map(|it| it.text().collect())
    }

    /// What each element that a selector finds holds as text.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.page().html);
        let selector = chosen(selector);
        html.select(&selector)
            .map(|it| it.text().collect())
            .collect()
    }

    /// An attribute of each element that a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.page().html);
        let selector = chosen(selector);
        let found = html.select(&selector).filter_map(|it| it.attr(name));
        found.map(str::to_owned).collect()
    }

    /// What a form of the page that is open would send.
    fn filled(&self, action: &str, fields: &[(&str, &str)]) -> String {
        let html = Html::parse_document(&self.page().html);
        let form = format!("form[action=\"{action}\"]");
        let form =
            one(&html, &form).unwrap_or_else(|| panic!("no form {action} in {}", self.page().html));
        let fields_of = chosen("input, textarea, select");
        let own = form
            .select(&fields_of)
            .filter_map(value)
            .filter(|(name, _)| fields.iter().all(|(typed, _)| typed != name));
        let typed = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        // Browsers end lines in two characters.
        let sent = own
            .chain(typed)
            .map(|(name, value)| (name, value.replace('\n', "\r\n")));
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(sent);
        body.finish()
    }

    async fn asks(
        &mut self,
        mut request: axum::http::request::Builder,
        mut at: String,
        mut body: String,
    ) -> &Page {
        for _ in 0..MOST_STEPS {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("host", HOST);
            if !cookies.is_empty() {
                request = request.header("cookie", cookies.join("; "));
            }
            let page = self
                .world
                .page(request.body(Body::from(body)).expect("a request"))
                .await;
            self.keeps_cookies(&page);
            let to = page.header("location").to_owned();
            self.at = at;
            self.page = Some(page);
            if to.is_empty() {
                return self.page();
            }
            (request, at, body) = (Request::get(&to), to, String::new());
        }
        panic!("led on and on, at last to {}", self.at)
    }

    fn keeps_cookies(&mut self, page: &Page) {
        for cookie in page.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie");
            let (name, rest) = cookie.split_once('=').expect("a name");
            let value = rest.split(';').next().unwrap_or_default();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn chosen(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

fn one<'h>(html: &'h Html, selector: &str) -> Option<ElementRef<'h>> {
    html.select(&chosen(selector)).next()
}

/// What a field of a form sends, if it sends anything.
fn value(field: ElementRef<'_>) -> Option<(String, String)> {
    let element = field.value();
    let name = element.attr("name")?.to_owned();
    let value = match element.name() {
        "textarea" => field.text().collect(),
        "select" => {
            let options: Vec<_> = field.select(&chosen("option")).collect();
            let selected = options.iter().find(|it| it.attr("selected").is_some());
            let option = selected.or(options.first())?;
            option.attr("value")?.to_owned()
        }
        _ if matches!(element.attr("type"), Some("checkbox" | "radio"))
            && element.attr("checked").is_none() =>
        {
            return None;
        }
        _ => element.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}
