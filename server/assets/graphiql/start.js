// Draws GraphiQL, which asks this server and no other: /graphql, and /graphql/ws for subscriptions.
"use strict";

(() => {
  const defaultQuery = `# The newest published posts. Ctrl+Enter asks.
#
# The mutation signIn sets this page's cookie.
# Its token can go into Headers instead:
#   "authorization": "Bearer TOKEN"

query Feed {
  posts(first: 10) {
    nodes {
      title
      slug
      language
      publishedOn
      authors {
        penName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

  const defaultHeaders = JSON.stringify({ authorization: "Bearer " }, null, 2);

  /** What stands in the editor of headers, without what was not filled in. */
  function filledIn(headers) {
    const isFilledIn = ([, value]) => typeof value === "string" && !/^\s*(bearer)?\s*$/i.test(value);
    return new Headers(Object.entries(headers ?? {}).filter(isFilledIn));
  }

  async function ask(operation, headers) {
    headers.set("accept", "application/graphql-response+json");
    headers.set("content-type", "application/json");
    const response = await fetch("/graphql", { method: "POST", headers, body: JSON.stringify(operation) });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${response.status} ${response.statusText}: ${text}`);
    }
  }

  /** Each subscription has a connection of its own, as whoever the headers name at that moment. */
  function listen(operation, headers) {
    const authorization = headers.get("authorization");
    const url = new URL("/graphql/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const client = graphqlWs.createClient({
      url: url.href,
      connectionParams: authorization === null ? {} : { authorization },
      // Whoever works on the server wants to see why it closed.
      retryAttempts: 0,
    });
    return {
      subscribe({ next, error, complete }) {
        const fail = (reason) => error(reason instanceof CloseEvent ? closed(reason) : reason);
        return { unsubscribe: client.subscribe(operation, { next, error: fail, complete }) };
      },
    };
  }

  function closed({ code, reason }) {
    return { message: `the connection was closed: ${code} ${reason}`.trim() };
  }

  function isSubscription({ operationName }, document) {
    return (document?.definitions ?? []).some(
      ({ operation, name }) => operation === "subscription" && (!operationName || name?.value === operationName),
    );
  }

  function fetcher(operation, { headers, documentAST } = {}) {
    const given = filledIn(headers);
    return isSubscription(operation, documentAST) ? listen(operation, given) : ask(operation, given);
  }

  const logo = React.createElement(GraphiQL.Logo, null, "Altavoz");
  const settings = {
    fetcher,
    defaultQuery,
    defaultHeaders,
    defaultEditorToolsVisibility: "headers",
    inputValueDeprecation: true,
    shouldPersistHeaders: false,
    // Passphrases and tokens are typed here: what is typed is gone with the tab.
    storage: sessionStorage,
  };
  const root = ReactDOM.createRoot(document.getElementById("graphiql"));
  root.render(React.createElement(GraphiQL, settings, logo));
})();
