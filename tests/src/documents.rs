//! The documents that people in stories send, as a front end would.

/// Tells of changes to one's own drafts.
pub const DRAFT_CHANGED: &str = "subscription { draftChanged { draft {
    id title submission { state isBeingRead } post { slug } } } }";

/// Tells moderators of changes to the queue.
pub const QUEUE_CHANGED: &str = "subscription { reviewQueueChanged { review {
    id title state claim { isMine } revision { title body } } } }";

/// Makes the first administrator.
pub const SET_UP: &str = "mutation($input: SetUpAdministratorInput!) { setUpAdministrator(input: $input) {
    __typename ... on SignedIn { token secondFactor { mustSetUp } } ... on UserError { message } ... on InvalidInputError { field } } }";

/// Signs the code of conduct.
pub const SIGN_CODE: &str = "mutation($input: SignCodeOfConductInput!) { signCodeOfConduct(input: $input) {
    __typename ... on CodeOfConductSigned { vetting { lacks codeOfConductUntil } } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";

/// Says that a certificate was seen.
pub const RECORD_CERTIFICATE: &str =
    "mutation($input: RecordCertificateInput!) { recordCertificate(input: $input) {
    __typename ... on VettingRecorded { staffMember { login vetting { lacks } } } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";

/// Says that somebody was trained.
pub const RECORD_TRAINING: &str =
    "mutation($input: RecordTrainingInput!) { recordTraining(input: $input) {
    __typename ... on VettingRecorded { staffMember { login vetting { lacks } } } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";

/// Starts a draft.
pub const START: &str = "mutation($input: StartDraftInput!) { startDraft(input: $input) {
    __typename ... on DraftStarted { draft { id version } } ... on UserError { message }
    ... on InvalidInputError { field } } }";

/// Saves a draft.
pub const SAVE: &str = "mutation($input: SaveDraftInput!) { saveDraft(input: $input) {
    __typename ... on DraftSaved { version draft { id version title body } } ... on UserError { message }
    ... on InvalidInputError { field } ... on StaleVersionError { currentVersion currentDraft { title } } } }";

/// Checks a draft.
pub const CHECK: &str = "mutation($input: CheckDraftInput!) { checkDraft(input: $input) {
    __typename ... on DraftChecked { version html contentHash words links { target host } removed { kind count }
        findings { code name why instead field start end excerpt } helplines { name number kind isOpenNow opensAt } }
    ... on UserError { message } ... on DraftIncompleteError { missing } } }";

/// Submits a draft.
pub const SUBMIT: &str = "mutation($input: SubmitDraftInput!) { submitDraft(input: $input) {
    __typename ... on DraftSubmitted { draft { submission { number state contentHash aheadInLine } } }
    ... on UserError { message } ... on DraftIncompleteError { missing } ... on InvalidInputError { field }
    ... on StaleVersionError { currentVersion } ... on CommentImpossibleError { problem } } }";

/// Takes a submission back.
pub const WITHDRAW: &str = "mutation($input: WithdrawSubmissionInput!) { withdrawSubmission(input: $input) {
    __typename ... on SubmissionWithdrawn { draft { submission { state } } } ... on UserError { message } } }";

/// Takes a post down.
pub const UNPUBLISH: &str = "mutation($input: UnpublishPostInput!) { unpublishPost(input: $input) {
    __typename ... on PostUnpublished { draft { post { slug } } } ... on UserError { message } } }";

/// Takes the next review.
pub const CLAIM_NEXT: &str = "mutation($input: ClaimNextReviewInput!) { claimNextReview(input: $input) {
    __typename ... on NextReviewClaimed { review { id lane title claim { heldUntil isMine }
        revision { title summary html body contentHash findings { code excerpt lane } links { host } }
        changesSincePublished { body { kind text } }
        authors { penName ageBand publishedPosts } group { name } requiredApprovals } }
    ... on QueueEmpty { message leavesSome } ... on UserError { message } } }";

/// Takes one review.
pub const CLAIM: &str = "mutation($input: ClaimReviewInput!) { claimReview(input: $input) {
    __typename ... on ReviewClaimed { review { id state revision { contentHash } } } ... on UserError { message }
    ... on ReviewHeldError { heldUntil } } }";

/// Keeps a review.
pub const RENEW: &str = "mutation($input: RenewClaimInput!) { renewClaim(input: $input) {
    __typename ... on ClaimRenewed { review { claim { heldUntil isMine } } } ... on UserError { message }
    ... on ClaimLostError { heldUntil } } }";

/// Gives a review back.
pub const RELEASE: &str = "mutation($input: ReleaseClaimInput!) { releaseClaim(input: $input) {
    __typename ... on ClaimReleased { review { state } } ... on UserError { message }
    ... on ClaimLostError { heldUntil } } }";

/// Approves.
pub const APPROVE: &str = "mutation($input: ApproveInput!) { approve(input: $input) {
    __typename ... on Approved { outcome post { id slug contentHash html } review { state } }
    ... on UserError { message } ... on ClaimLostError { heldUntil }
    ... on StaleRevisionError { current seen openReview diff { title { kind text } body { kind text } } } } }";

/// Asks for changes.
pub const REQUEST_CHANGES: &str =
    "mutation($input: RequestChangesInput!) { requestChanges(input: $input) {
    __typename ... on ChangesRequested { review { state } } ... on UserError { message }
    ... on InvalidInputError { field } ... on WordsRefusedError { excerpts }
    ... on StaleRevisionError { current seen diff { body { kind text } } } } }";

/// Declines.
pub const DECLINE: &str = "mutation($input: DeclineInput!) { decline(input: $input) {
    __typename ... on Declined { review { state } } ... on UserError { message }
    ... on InvalidInputError { field } ... on WordsRefusedError { excerpts }
    ... on StaleRevisionError { current seen diff { body { kind text } } } } }";

/// The feed.
pub const FEED: &str = "query($first: Int, $after: String, $last: Int, $before: String, $topic: ID, $group: ID,
    $language: Language) { posts(first: $first, after: $after, last: $last, before: $before, topic: $topic,
    group: $group, language: $language) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id slug title summary language publishedOn revisedOn contentHash topics { name }
    authors { penName } group { name } } } } }";

/// A post.
pub const POST: &str = "query($slug: String!) { post(slug: $slug) { id slug title summary html language
    publishedOn revisedOn contentHash topics { id name } authors { id penName hasBlogPage } group { id name } } }";

/// My drafts.
pub const DRAFTS: &str = "query($first: Int, $after: String) { viewer { account { penName roles group { name } }
    drafts(first: $first, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id version title
    submission { number state aheadInLine decisions { kind statement { grounds { reason } message } } } post { slug } } } } } }";

/// One of the viewer's drafts, with its words.
pub const OWN_DRAFT: &str = "query($id: ID!) { viewer { draft(id: $id) { version title body } } }";

/// The queue.
pub const QUEUE: &str =
    "query($lane: Lane, $language: Language, $first: Int, $after: String) { viewer {
    reviewQueue(lane: $lane, language: $language, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } edges { node { id title lane state waitingSince isLate language
    claim { heldUntil isMine } } } } } }";

/// A review.
pub const REVIEW: &str = "query($id: ID!) { viewer { review(id: $id) { id state title lane
    revision { title html contentHash } authors { penName ageBand } decisions { kind statement { message } } } } }";

/// Anything by its id.
pub const NODE: &str = "query($id: ID!) { node(id: $id) { __typename id } }";

/// Gives and withdraws consent.
pub const CHANGE_CONSENT: &str =
    "mutation($input: ChangeConsentInput!) { changeConsent(input: $input) {
    __typename ... on ConsentChanged { consent { membership covers guardians { given paused } } }
    ... on UserError { message } ... on NotAllowedError { reason } ... on ConsentTextChangedError { currentVersion } } }";

/// What was said about oneself and one's wards.
pub const CONSENT: &str = "{ viewer {
    consent { ...C } wards { ...C } } }
    fragment C on Consent { correspondent penName membership covers needsGuardian textVersion own
        guardians { given paused } }";

/// Vouches for somebody.
pub const INVITE: &str =
    "mutation($input: InviteCorrespondentInput!) { inviteCorrespondent(input: $input) {
    __typename ... on Invited { code invitation { id reference isOpen } }
    ... on UserError { message } ... on NotAllowedError { reason } ... on InvalidInputError { field } } }";

/// Vouches too.
pub const VOUCH: &str =
    "mutation($input: VouchForInvitationInput!) { vouchForInvitation(input: $input) {
    __typename ... on VouchedFor { invitation { needsSecondVouch } } ... on UserError { message }
    ... on NotAllowedError { reason } } }";

/// Asks a guardian later, or again.
pub const ASK_GUARDIAN: &str = "mutation($input: AskGuardianInput!) { askGuardian(input: $input) {
    __typename ... on GuardianAsked { hours needsSecondVouch } ... on UserError { message } ... on InvalidInputError { field }
    ... on NotAllowedError { reason } } }";

/// Vouches for a guardian too.
pub const VOUCH_FOR_GUARDIAN: &str =
    "mutation($input: VouchForGuardianInput!) { vouchForGuardian(input: $input) {
    __typename ... on GuardianVouchedFor { guardian } ... on UserError { message }
    ... on NotAllowedError { reason } } }";

/// Takes an invitation back.
pub const TAKE_BACK: &str =
    "mutation($input: TakeBackInvitationInput!) { takeBackInvitation(input: $input) {
    __typename ... on UserError { message } ... on NotAllowedError { reason } } }";

/// Reads what a guardian is asked.
pub const READ_LINK: &str = "mutation($input: ReadGuardianLinkInput!) { readGuardianLink(input: $input) {
    __typename ... on ConsentRequest { realName purposes textVersion } ... on UserError { message } } }";

/// Decides as a guardian.
pub const ANSWER_LINK: &str =
    "mutation($input: AnswerGuardianLinkInput!) { answerGuardianLink(input: $input) {
    __typename ... on GuardianLinkAnswered { session { token } }
    ... on UserError { message } ... on InvalidInputError { field } } }";

/// Looks at an invitation.
pub const READ_INVITATION: &str =
    "mutation($input: ReadInvitationInput!) { readInvitation(input: $input) {
    __typename ... on InvitationRead { group { name } } ... on InvalidInputError { field } } }";

/// Comes in.
pub const JOIN: &str = "mutation($input: JoinPanelInput!) { joinPanel(input: $input) {
    __typename ... on SignedIn { token } ... on UserError { message } ... on InvalidInputError { field }
    ... on ConsentTextChangedError { currentVersion } } }";

/// The groups that somebody leads.
pub const LED_GROUPS: &str = "{ viewer { groups { group { name } language entity capacity
    members { penName avatar facilitates membership }
    invitations { isOpen guardians { mail answered } } } } }";

/// What was told of my submissions.
pub const STATEMENTS: &str = "{ viewer { drafts(first: 50) { edges { node { submission { title decisions { statement {
    id restriction whatHappened scope grounds { reason rule change quotes { field start end excerpt } } message origin
    howNoticed wasMarked howDecided nextStep redress secondLookUntil issuedAt } } } } } } } }";

/// Hands a review to the safeguarding leads.
pub const ESCALATE: &str = "mutation($input: EscalateInput!) { escalate(input: $input) {
    __typename ... on ReviewEscalated { message } ... on UserError { message } ... on InvalidInputError { field }
    ... on EscalationImpossibleError { problem } } }";

/// What is suggested about what I submitted, and what I said to it.
pub const SUGGESTIONS: &str = "query($id: ID!) { viewer { draft(id: $id) { id version title body statements { suggestions {
    id field start end excerpt replacement reason rule note state answeredAt inDraft { start end } } } } } }";

/// Takes a suggestion into a draft.
pub const ACCEPT_SUGGESTION: &str = "mutation($input: AcceptSuggestionInput!) { acceptSuggestion(input: $input) {
    __typename ... on SuggestionAccepted { draft { version title summary body } } ... on UserError { message }
    ... on InvalidInputError { field } ... on StaleVersionError { currentVersion } ... on SuggestionImpossibleError { problem } } }";

/// Keeps what was written.
pub const DECLINE_SUGGESTION: &str =
    "mutation($input: DeclineSuggestionInput!) { declineSuggestion(input: $input) {
    __typename ... on SuggestionDeclined { draft { version body } } ... on UserError { message }
    ... on SuggestionImpossibleError { problem } } }";

/// Says which texts one reads.
pub const SET_PREFERENCES: &str =
    "mutation($input: SetReviewPreferencesInput!) { setReviewPreferences(input: $input) {
    __typename ... on ReviewPreferencesSet { preferences { languages withoutThemes withoutTopics { id name } } }
    ... on UserError { message } ... on InvalidInputError { field } } }";

/// Hands a claim to a colleague.
pub const HAND_OVER: &str = "mutation($input: HandOverClaimInput!) { handOverClaim(input: $input) {
    __typename ... on ClaimHandedOver { review { id state claim { heldUntil isMine } } } ... on UserError { message }
    ... on ClaimLostError { heldUntil } ... on ColleagueProblemError { problem } } }";

/// Asks a colleague about a review.
pub const ASK_COLLEAGUE: &str = "mutation($input: AskColleagueInput!) { askColleague(input: $input) {
    __typename ... on ColleagueAsked { consultation { id askedBy colleague question answer } review { claim { heldUntil isMine } } }
    ... on UserError { message } ... on InvalidInputError { field } ... on ColleagueProblemError { problem } } }";

/// Answers a colleague.
pub const ANSWER_COLLEAGUE: &str = "mutation($input: AnswerColleagueInput!) { answerColleague(input: $input) {
    __typename ... on ColleagueAnswered { consultation { id answer answeredAt } } ... on UserError { message }
    ... on InvalidInputError { field } ... on ColleagueProblemError { problem } } }";

/// Closes what was handed to the safeguarding leads.
pub const CLOSE_ESCALATION: &str = "mutation($input: CloseEscalationInput!) { closeEscalation(input: $input) {
    __typename ... on EscalationClosed { escalation { outcome closingNote closedAt } } ... on UserError { message }
    ... on EscalationImpossibleError { problem } } }";

/// Takes down what is public.
pub const TAKE_DOWN: &str = "mutation($input: TakeDownPostInput!) { takeDownPost(input: $input) {
    __typename ... on PostTakenDown { isReadAgain } ... on UserError { message } ... on NotAllowedError { reason }
    ... on InvalidInputError { field } ... on WordsRefusedError { excerpts }
    ... on StaleRevisionError { current seen openReview diff { body { kind text } } } } }";

/// Asks for a second look.
pub const ASK_FOR_SECOND_LOOK: &str =
    "mutation($input: AskForSecondLookInput!) { askForSecondLook(input: $input) {
    __typename ... on SecondLookAsked { statement } ... on UserError { message }
    ... on SecondLookImpossibleError { problem } } }";

/// Comments on a post, or answers a comment.
pub const COMMENT: &str = "mutation($input: CommentInput!) { comment(input: $input) {
    __typename ... on CommentSent { comment { id version title submission { state aheadInLine } } } ... on UserError { message }
    ... on InvalidInputError { field } ... on CommentImpossibleError { problem } ... on NotAllowedError { reason } } }";

/// Looks at a comment before it is sent.
pub const CHECK_COMMENT: &str = "mutation($input: CheckCommentInput!) { checkComment(input: $input) {
    __typename ... on CommentChecked { html contentHash findings { code excerpt } helplines { name } removed { kind } links { host } }
    ... on UserError { message } ... on InvalidInputError { field } ... on CommentImpossibleError { problem } } }";

/// A comment as its author sees it.
pub const OWN_COMMENT: &str = "query($id: ID!) { viewer { draft(id: $id) { id version title body post { id } comment { id html contentHash }
    commentOn { post { slug } replyTo { html } }
    submission { number state decisions { kind statement { grounds { reason } } } } } } }";

/// The comments on a post.
pub const COMMENTS: &str = "query($slug: String!) { post(slug: $slug) { commentCount commentsClosed comments(first: 50) { edges { node {
    id html language publishedOn contentHash author { id penName } group { name } replyTo { html } post { slug } } } } } }";

/// Says whether somebody's comments are seen.
pub const SET_SILENCE: &str = "mutation($input: SetSilenceInput!) { setSilence(input: $input) {
    __typename ... on SilenceNowSet { silenced { correspondent { penName } silence } } ... on UserError { message }
    ... on InvalidInputError { field } ... on NotAllowedError { reason } } }";

/// Closes the comments of a post.
pub const CLOSE_COMMENTS: &str = "mutation($input: CloseCommentsInput!) { closeComments(input: $input) {
    __typename ... on CommentsNowClosed { post { commentsClosed } } ... on UserError { message } ... on InvalidInputError { field }
    ... on NotAllowedError { reason } } }";

/// Opens them.
pub const OPEN_COMMENTS: &str = "mutation($input: OpenCommentsInput!) { openComments(input: $input) {
    __typename ... on CommentsNowOpen { post { commentsClosed } } ... on UserError { message } ... on NotAllowedError { reason } } }";

/// Asks somebody to write a post together.
pub const INVITE_CO_AUTHOR: &str =
    "mutation($input: InviteCoAuthorInput!) { inviteCoAuthor(input: $input) {
    __typename ... on CoAuthorInvited { draft { coAuthors { correspondent penName part } possibleCoAuthors { penName } } }
    ... on UserError { message } ... on NotAllowedError { reason } } }";

/// Says whether one writes it together.
pub const ANSWER_CO_AUTHOR: &str =
    "mutation($input: AnswerCoAuthorInvitationInput!) { answerCoAuthorInvitation(input: $input) {
    __typename ... on CoAuthorInvitationAnswered { draft { id coAuthors { penName part } } coAuthorInvitations { draft } }
    ... on UserError { message } ... on NotAllowedError { reason } } }";

/// Writes without somebody, or leaves.
pub const END_CO_AUTHORSHIP: &str =
    "mutation($input: EndCoAuthorshipInput!) { endCoAuthorship(input: $input) {
    __typename ... on CoAuthorshipEnded { draft { coAuthors { penName part } } } ... on UserError { message }
    ... on NotAllowedError { reason } } }";

/// Says yes or no to what was sent.
pub const GIVE_WORD: &str = "mutation($input: GiveWordInput!) { giveWord(input: $input) {
    __typename ... on WordGiven { draft { asksForYourWord submission { state } coAuthors { penName part word } } }
    ... on UserError { message } ... on NotAllowedError { reason } ... on InvalidInputError { field } } }";

/// Has co-authors read what an adult read.
pub const ASK_CO_AUTHORS: &str = "mutation($input: AskCoAuthorsInput!) { askCoAuthors(input: $input) {
    __typename ... on CoAuthorsAsked { review { state coAuthorsWord claim { isMine } } } ... on UserError { message }
    ... on NotAllowedError { reason } ... on InvalidInputError { field } } }";

/// A draft as one of those sees it who write it together.
pub const TOGETHER: &str = "query($id: ID!) { viewer { draft(id: $id) {
    id youWrite version title summary body topics { name } asksForYourWord
    coAuthors { correspondent penName part word isYou } possibleCoAuthors { correspondent penName }
    submission { number title html contentHash state whatHappened aheadInLine }
    submissions { number title state } statements { restriction message } } } }";

/// Who asks to write together.
pub const CO_AUTHOR_INVITATIONS: &str =
    "{ viewer { coAuthorInvitations { draft correspondent penName } } }";
