//! A real browser in stories: Chromium, driven over `WebDriver`, on pages that a world serves on a free port of this machine.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};
use axum::Router;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::world::World;

/// The variable that names chromedriver. Without it there is no browser; `./test` says so.
const DRIVER: &str = "TEST_CHROMEDRIVER";

/// A width and a look in which pages are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The width in CSS pixels.
    pub width: u32,
    /// Whether the system prefers dark colours.
    pub is_dark: bool,
}

impl View {
    /// On a phone and on a desk, in light and in dark.
    pub const ALL: [Self; 4] = [
        Self {
            width: 390,
            is_dark: false,
        },
        Self {
            width: 390,
            is_dark: true,
        },
        Self {
            width: 1280,
            is_dark: false,
        },
        Self {
            width: 1280,
            is_dark: true,
        },
    ];

    /// A name for files.
    pub fn name(self) -> String {
        let look = if self.is_dark { "dark" } else { "light" };
        format!("{}-{look}", self.width)
    }
}

/// A browser with one tab. It ends with its driver.
pub struct Browser {
    client: Client,
    driver: Driver,
    server: JoinSet<()>,
    /// Ends the server.
    off: CancellationToken,
    home: Url,
}

/// The driver's process.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // The process may be over already.
        let _killed = self.0.kill();
        let _ended = self.0.wait();
    }
}

/// Whether there is a browser for stories.
pub fn has_browser() -> bool {
    std::env::var_os(DRIVER).is_some()
}

impl Browser {
    /// A browser that is to visit the pages of a world; nothing where there is none.
    pub async fn on(world: &World) -> Result<Option<Self>> {
        let Some(program) = std::env::var_os(DRIVER) else {
            return Ok(None);
        };
        let off = CancellationToken::new();
        let (home, server) = serve(world.router.clone(), off.clone()).await?;
        let (driver, address) =
            tokio::task::spawn_blocking(move || start(&PathBuf::from(program))).await??;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities())
            .connect(&address)
            .await
            .context("a session of the browser")?;
        let browser = Self {
            client,
            driver,
            server,
            off,
            home,
        };
        // Keys go to the page, whichever window of however many has the focus.
        let focused = json!({ "enabled": true });
        browser
            .tells("Emulation.setFocusEmulationEnabled", focused)
            .await;
        // A story goes faster than the minute for which a page may be kept.
        browser.tells("Network.enable", json!({})).await;
        let never = json!({ "cacheDisabled": true });
        browser.tells("Network.setCacheDisabled", never).await;
        Ok(Some(browser))
    }

    /// Ends the browser.
    pub async fn end(self) -> Result<()> {
        self.client.close().await?;
        drop((self.driver, self.server));
        Ok(())
    }

    /// The server can't be reached any more.
    pub async fn loses_the_server(&mut self) {
        self.off.cancel();
        while self.server.join_next().await.is_some() {}
    }

    /// What drives the tab.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Names the machine from now on, where addresses have its number: a passkey belongs to a name.
    pub fn is_called_by_name(&mut self) {
        self.home.set_host(Some("localhost")).expect("a name");
    }

    /// The address of a page.
    pub fn address(&self, path: &str) -> Url {
        self.home.join(path).expect("an address")
    }

    /// Goes to a page, and waits until it stands there.
    pub async fn goes(&self, path: &str) {
        let address = self.address(path);
        self.client.goto(address.as_str()).await.expect("a page");
        self.stands().await;
    }

    /// Waits until the page that is open has everything it asked for and was drawn: keys that come before go nowhere.
    pub async fn stands(&self) {
        let script = "const done = arguments[0], drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
             if (document.readyState === 'complete') drawn(); else addEventListener('load', drawn, { once: true });";
        let drawn = self.client.execute_async(script, vec![]).await;
        drawn.expect("a page that stands");
    }

    /// Looks at pages in a width and a look from now on.
    pub async fn looks(&self, view: View) {
        let metrics = json!({ "width": view.width, "height": 900, "deviceScaleFactor": 1, "mobile": view.width < 600 });
        self.tells("Emulation.setDeviceMetricsOverride", metrics)
            .await;
        let scheme = if view.is_dark { "dark" } else { "light" };
        let media = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" } ] });
        self.tells("Emulation.setEmulatedMedia", media).await;
    }

    /// Tells the browser something that `WebDriver` has no word for.
    pub async fn tells(&self, command: &str, params: Value) -> Value {
        let body = json!({ "cmd": command, "params": params });
        let done = self
            .client
            .issue_cmd(Own::new("goog/cdp/execute", body))
            .await;
        done.expect("the browser's own command")
    }

    /// What was written to the console, and what the browser refused to do, since it was asked last.
    pub async fn console(&self) -> Vec<String> {
        let entries = self
            .client
            .issue_cmd(Own::new("se/log", json!({ "type": "browser" })))
            .await;
        let entries = entries.expect("the console");
        let entries = entries.as_array().cloned().unwrap_or_default();
        let texts = entries
            .iter()
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        texts.collect()
    }

    /// The addresses that were asked for since it was asked last.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self
            .client
            .issue_cmd(Own::new("se/log", json!({ "type": "performance" })))
            .await;
        let entries = entries.expect("the network's log");
        let entries = entries.as_array().cloned().unwrap_or_default();
        let sent = entries.iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let event = &event["message"];
            (event["method"] == "Network.requestWillBeSent").then(|| {
                event["params"]["request"]["url"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            })
        });
        sent.collect()
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn runs(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.expect("a script")
    }

    /// The whole page as a picture, kept in `target/screenshots` for people to look at.
    pub async fn keeps_picture(&self, name: &str) {
        let size = self.runs("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]", vec![]).await;
        let clip = json!({ "x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1 });
        let shot = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let shot = self.tells("Page.captureScreenshot", shot).await;
        let bytes = decoded(shot["data"].as_str().expect("a picture"));
        let folder = crate::process::target_folder()
            .expect("a folder")
            .join("screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{name}.png")), bytes).expect("a file");
    }
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("base64")
}

/// Serves the pages on a free port.
async fn serve(router: Router, off: CancellationToken) -> Result<(Url, JoinSet<()>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let home = Url::parse(&format!("http://{}/", listener.local_addr()?))?;
    let mut server = JoinSet::new();
    server.spawn(async move {
        axum::serve(listener, router)
            .with_graceful_shutdown(off.cancelled_owned())
            .await
            .expect("a server");
    });
    Ok((home, server))
}

/// How often the driver is started before it is given up: a port that it chose may be taken by another one before it listens.
const MOST_STARTS: usize = 5;

/// Starts the driver; gives its address.
fn start(program: &PathBuf) -> Result<(Driver, String)> {
    for _ in 0..MOST_STARTS {
        if let Some(started) = start_once(program)? {
            return Ok(started);
        }
    }
    anyhow::bail!("chromedriver did not start")
}

/// Starts the driver, and gives its address, which it prints; nothing where it ended at once.
fn start_once(program: &PathBuf) -> Result<Option<(Driver, String)>> {
    let mut child = Command::new(program)
        .args(["--port=0", "--log-level=WARNING"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("chromedriver")?;
    let stdout = child.stdout.take().context("its output")?;
    let driver = Driver(child);
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            let port = port.trim_end_matches('.');
            return Ok(Some((driver, format!("http://127.0.0.1:{port}"))));
        }
    }
    Ok(None)
}

fn capabilities() -> Map<String, Value> {
    // Root's browser has no sandbox, and a container little shared memory. The pages are our own. A browser that is driven over a pipe ends with its driver, however that ends.
    let args = [
        "--headless=new",
        "--no-sandbox",
        "--remote-debugging-pipe",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
    ];
    let mut all = Map::new();
    all.insert("browserName".to_owned(), json!("chrome"));
    all.insert("goog:chromeOptions".to_owned(), json!({ "args": args }));
    all.insert(
        "goog:loggingPrefs".to_owned(),
        json!({ "browser": "ALL", "performance": "ALL" }),
    );
    all
}

/// A command that Chromium has besides those of `WebDriver`.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl Own {
    const fn new(path: &'static str, body: Value) -> Self {
        Self { path, body }
    }
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _url: &Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.body.to_string()))
    }
}
