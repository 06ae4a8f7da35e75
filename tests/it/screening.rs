//! What screening tells people who write rules, by the commands that they use.

use anyhow::Result;
use app::replay::replay;
use moderation::Lane;
use moderation::screen::{FindingCode, Rules};
use tests::process::command;
use tests::stories;

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
    let numbers = "module,call,number,result\nes/dni.py,validate,12345678Z,12345678Z\nes/dni.py,validate,12345678A,InvalidChecksum\n";
    std::fs::create_dir(folder.path().join("pii"))?;
    std::fs::write(folder.path().join("pii/stdnum_cases.csv"), numbers)?;
    std::fs::write(
        folder.path().join("pii/linkify_not_links.txt"),
        "https://example.org\n",
    )?;
    let (is_done, said) = says(&["eval", "screening", "--data", place]).await?;
    assert!(
        is_done && said.contains("100.0 (1/1)") && said.contains("2 texts"),
        "{said}"
    );
    for line in [
        "number es/dni.py",
        "2/2    100.0 %",
        "0/1      0.0 %",
        "not https://example.org",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    std::fs::write(folder.path().join("pt.jsonl"), "{\"lang\": 1}")?;
    let (is_done, said) = says(&["eval", "screening", "--data", place]).await?;
    assert!(!is_done && said.contains("pt.jsonl, line 1"), "{said}");
    Ok(())
}

#[tokio::test]
async fn rules_are_written_out_changed_and_tried() -> Result<()> {
    let folder = tempfile::TempDir::new()?;
    let rules = folder.path().join("rules");
    let place = rules.to_str().unwrap_or_default();
    let (is_done, said) = says(&["screening", "rules", place]).await?;
    assert!(is_done && said.contains(place), "{said}");
    for language in ["es", "en", "pt", "ca", "gl", "eu"] {
        std::fs::write(rules.join(language).join("swearing.toml"), "")?;
    }
    let text = ["screening", "explain", "vaya mierda de partido"];
    let (_, built_in) = says(&text).await?;
    let (is_done, changed) = says(&[&text[..], &["--rules", place]].concat()).await?;
    assert!(
        is_done && built_in.contains("lane P4") && changed.contains("lane P5"),
        "{built_in} {changed}"
    );
    std::fs::write(rules.join("es/swearing.toml"), "[[rule]]\nwrong = 1")?;
    let (is_done, said) = says(&[&text[..], &["--rules", place]].concat()).await?;
    assert!(!is_done && said.contains("es/swearing"), "{said}");
    Ok(())
}

stories! {
    async fn what_other_rules_would_change_is_told_and_nothing_is_written(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        mia.writes("Partido", "Vaya mierda de partido.").await;
        mia.writes("Museo", "Hoy fuimos al museo.").await;
        let without = Rules::files().map(|(name, text)| (name, if name.ends_with("/swearing") { "" } else { text }));
        let without = std::sync::Arc::new(Rules::read(without, Rules::models()).expect("rules"));
        let operator = world.app().operator();
        for _ in 0..2 {
            let mut changes = Vec::new();
            let count = replay(&operator, &without, |change| changes.push(change.clone())).await.expect("a replay");
            assert_eq!((count, changes.len()), (2, 1), "{changes:?}");
            assert_eq!((changes[0].lanes, &changes[0].fewer[..]), ((Lane::P4, Lane::P5), &[FindingCode::Profanity][..]));
        }
        let same = replay(&operator, &Rules::built_in(), |change| panic!("{change:?}")).await.expect("a replay");
        assert_eq!(same, 2);
        let nobody = replay(&world.app().reader(domain::Language::Spanish), &without, |_| ()).await;
        assert!(nobody.is_err(), "only the operator");
    }
}
