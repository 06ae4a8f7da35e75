//! What is sealed opens in its own place, under its own keys, and nowhere else.

use uuid::Uuid;

use super::*;

fn master(number: i32) -> MasterKey {
    let byte = u8::try_from(number).unwrap();
    MasterKey {
        number,
        secret: Zeroizing::new([byte; KEY]),
    }
}

fn vault(numbers: &[i32]) -> Vault {
    let masters = numbers.iter().copied().map(master).collect();
    Vault::new(VaultKeys::new(masters, Zeroizing::new([9; KEY])).unwrap())
}

fn identity(n: u128) -> IdentityId {
    IdentityId::from_uuid(Uuid::from_u128(n))
}

#[test]
fn a_sealed_field_opens_in_its_own_row_and_column_only() {
    let vault = vault(&[1]);
    let (key, wrapped) = vault.make_key(identity(1)).unwrap();
    let sealed = key.seal(Field::Name, "Maria Ruiz").unwrap();
    let again = vault.open_key(identity(1), &wrapped).unwrap();
    assert_eq!(&*again.open(Field::Name, &sealed).unwrap(), "Maria Ruiz");
    assert!(again.open(Field::Email, &sealed).is_err(), "another column");
    assert!(
        vault.open_key(identity(2), &wrapped).is_err(),
        "another row"
    );
    let (other, _) = vault.make_key(identity(1)).unwrap();
    assert!(other.open(Field::Name, &sealed).is_err(), "another key");
}

#[test]
fn a_birth_date_opens_as_it_was_sealed() {
    let (key, _) = vault(&[1]).make_key(identity(1)).unwrap();
    let birth = BirthDate::from_stored("2012-02-29".parse().unwrap());
    let sealed = key.seal_birth_date(birth).unwrap();
    assert_eq!(key.open_birth_date(&sealed).unwrap(), birth);
    let name = key.seal(Field::Name, "2012-02-29").unwrap();
    assert!(key.open_birth_date(&name).is_err());
    let no_date = key.seal(Field::BirthDate, "yesterday").unwrap();
    assert!(key.open_birth_date(&no_date).is_err());
}

#[test]
fn an_altered_or_short_value_does_not_open() {
    let vault = vault(&[1]);
    let (key, wrapped) = vault.make_key(identity(1)).unwrap();
    let sealed = key.seal(Field::Name, "Maria Ruiz").unwrap();
    for place in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[place] ^= 1;
        assert!(key.open(Field::Name, &altered).is_err());
    }
    assert!(key.open(Field::Name, &sealed[..10]).is_err());
    for place in 0..wrapped.bytes.len() {
        let mut altered = wrapped.clone();
        altered.bytes[place] ^= 1;
        assert!(vault.open_key(identity(1), &altered).is_err());
    }
}

#[test]
fn nothing_is_sealed_to_the_same_bytes_twice() {
    let vault = vault(&[1]);
    let (key, wrapped) = vault.make_key(identity(1)).unwrap();
    let seal = || key.seal(Field::Name, "Maria Ruiz").unwrap();
    assert_ne!(seal(), seal());
    assert_ne!(vault.make_key(identity(1)).unwrap().1.bytes, wrapped.bytes);
}

#[test]
fn a_new_master_key_wraps_data_keys_anew_and_fields_stay_as_they_are() {
    let old = vault(&[1]);
    let (key, wrapped) = old.make_key(identity(1)).unwrap();
    let sealed = key.seal(Field::Name, "Maria Ruiz").unwrap();
    assert_eq!(old.rewrap(identity(1), &wrapped).unwrap(), None);

    let both = vault(&[2, 1]);
    let anew = both.rewrap(identity(1), &wrapped).unwrap().unwrap();
    assert_eq!((wrapped.master, anew.master), (1, 2));
    let new = vault(&[2]);
    let key = new.open_key(identity(1), &anew).unwrap();
    assert_eq!(&*key.open(Field::Name, &sealed).unwrap(), "Maria Ruiz");
    assert!(new.open_key(identity(1), &wrapped).is_err(), "is forgotten");
    let lying = WrappedKey { master: 1, ..anew };
    assert!(
        both.open_key(identity(1), &lying).is_err(),
        "the number is authenticated"
    );
}

#[test]
fn an_index_finds_an_address_again_and_nobody_computes_it_without_the_key() {
    let one = vault(&[1]);
    assert_eq!(
        one.index_of_email("Ana@Example.org").unwrap(),
        vault(&[2]).index_of_email("ana@example.org").unwrap()
    );
    assert_ne!(
        one.index_of_email("ana@example.org").unwrap(),
        one.index_of_email("ane@example.org").unwrap()
    );
    let elsewhere = VaultKeys::new(vec![master(1)], Zeroizing::new([8; KEY])).unwrap();
    assert_ne!(
        Vault::new(elsewhere)
            .index_of_email("ana@example.org")
            .unwrap(),
        one.index_of_email("ana@example.org").unwrap()
    );
}

#[test]
fn keys_have_numbers_of_their_own_and_print_nothing() {
    let keys = |numbers: &[i32]| {
        let masters = numbers.iter().copied().map(master).collect();
        VaultKeys::new(masters, Zeroizing::new([9; KEY]))
    };
    assert_eq!(keys(&[]).unwrap_err(), VaultKeysError::None);
    assert_eq!(keys(&[1, 2, 1]).unwrap_err(), VaultKeysError::Twice(1));
    let made = keys(&[3, 7, 5]).unwrap();
    assert_eq!(made.newest().number, 7);
    assert_eq!(
        format!("{made:?} {:?}", made.newest()),
        "VaultKeys(..) MasterKey(7)"
    );
}
