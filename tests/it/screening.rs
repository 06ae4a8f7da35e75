//! What screening tells people who write rules, by the commands that they use.

use anyhow::Result;
use tests::process::command;

async fn says(arguments: &[&str]) -> Result<(bool, String)> {
    let output = command(arguments)?.output().await?;
    let said = [output.stdout, output.stderr].concat();
    Ok((
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

#[tokio::test]
async fn a_text_is_explained_with_its_views_findings_and_lane() -> Result<()> {
    let text = "mi correo es marta punto gil arroba gmail punto com";
    let (is_done, said) = says(&["screening", "explain", text]).await?;
    assert!(is_done, "{said}");
    for told in [
        "lane P2",
        "marta.gil @gmail.com",
        "EMAIL by email.spoken",
        "marta punto gil arroba gmail punto com",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    Ok(())
}

#[tokio::test]
async fn labelled_texts_are_measured_and_what_is_none_is_refused_by_its_line() -> Result<()> {
    let folder = tempfile::TempDir::new()?;
    let place = folder.path().to_str().unwrap_or_default();
    let (is_done, said) = says(&["eval", "screening", "--data", place]).await?;
    assert!(
        !is_done && said.contains("nothing to measure with"),
        "{said}"
    );
    let row = r#"{"id":"1","lang":"es","lane":"P2","text":"llama al ⟦PHONE|612 345 678⟧ ya"}"#;
    std::fs::write(folder.path().join("es.jsonl"), row)?;
    std::fs::create_dir(folder.path().join("benign"))?;
    std::fs::write(folder.path().join("benign/es.txt"), "Hoy hay partido.\n")?;
    let (is_done, said) = says(&["eval", "screening", "--data", place]).await?;
    assert!(
        is_done && said.contains("100.0 (1/1)") && said.contains("2 texts"),
        "{said}"
    );
    std::fs::write(folder.path().join("pt.jsonl"), "{\"lang\": 1}")?;
    let (is_done, said) = says(&["eval", "screening", "--data", place]).await?;
    assert!(!is_done && said.contains("pt.jsonl, line 1"), "{said}");
    Ok(())
}
