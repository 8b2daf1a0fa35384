//! The mapper: walks a schema beside a body that is known to be wrong and says each failure as Ajv 6 does, in its
//! order: `type` first, then the rules for numbers, strings, arrays and objects, then `const`, `enum` and `anyOf`.

use serde_json::{Map, Value, json};

use super::{
    docs::{self, Spot},
    format,
    place::{Place, Rule},
    value::{double, is_a, members, twins},
};
use crate::Message;

/// How many messages are given for one body; a body of 8 MiB can hold millions of failures.
pub(super) const MESSAGES: usize = 1_000;
/// How many schemas are held against parts of one body; a tenth of a second or so.
const STEPS: usize = 400_000;

/// A walk over one body.
pub(super) struct Walk {
    messages: Vec<Message>,
    most: usize,
    steps: usize,
}

impl Walk {
    /// The messages for `value` held against the schema file `id`; none if it is valid. `None` if the value is too
    /// large to say what is wrong with it.
    pub(super) fn messages(id: &str, value: &Value) -> Option<Vec<Message>> {
        let mut walk = Self { messages: Vec::new(), most: MESSAGES, steps: STEPS };
        walk.visit(docs::file(id), &Rule::Start("#"), value, &Place::Root);
        (walk.steps > 0 || !walk.messages.is_empty()).then_some(walk.messages)
    }

    /// Whether `value` is valid by `spot`.
    fn passes(&mut self, spot: Spot, value: &Value) -> bool {
        let mut walk = Self { messages: Vec::new(), most: 1, steps: self.steps };
        walk.visit(spot, &Rule::Start(""), value, &Place::Root);
        self.steps = walk.steps;
        walk.messages.is_empty()
    }

    fn visit(&mut self, spot: Spot, rule: &Rule<'_>, value: &Value, place: &Place<'_>) {
        self.steps = self.steps.saturating_sub(1);
        if self.is_done() {
            return;
        }
        let Some(schema) = spot.schema.as_object() else {
            if spot.schema == &Value::Bool(false) {
                self.fail("false schema", rule, place, json!({}), "boolean schema is false".to_owned());
            }
            return;
        };
        if let Some(to) = schema.get("$ref").and_then(Value::as_str) {
            let target = docs::follow(spot.base, to);
            let start = if target.copied { to } else { "#" };
            return self.visit(target.spot, &Rule::Start(start), value, place);
        }
        self.types(schema, rule, value, place);
        match value {
            Value::Number(number) => self.limits(schema, rule, double(number), place),
            Value::String(text) => self.text(schema, rule, text, place),
            Value::Array(items) => self.array(schema, spot.base, rule, items, place),
            Value::Object(object) => self.object(schema, spot.base, rule, object, place),
            Value::Null | Value::Bool(_) => {}
        }
        self.choices(schema, spot.base, rule, value, place);
    }

    fn is_done(&self) -> bool {
        self.steps == 0 || self.messages.len() >= self.most
    }

    fn fail(&mut self, keyword: &str, rule: &Rule<'_>, place: &Place<'_>, params: Value, message: String) {
        if self.messages.len() < self.most {
            self.messages.push(Message {
                keyword: keyword.to_owned(),
                data_path: place.to_string(),
                schema_path: Rule::Under(rule, keyword).to_string(),
                params,
                message,
            });
        }
    }

    fn types(&mut self, schema: Schema, rule: &Rule<'_>, value: &Value, place: &Place<'_>) {
        let names: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => return,
        };
        if !names.iter().any(|name| is_a(value, name)) {
            let names = names.join(",");
            self.fail("type", rule, place, json!({ "type": names }), format!("should be {names}"));
        }
    }

    fn limits(&mut self, schema: Schema, rule: &Rule<'_>, number: f64, place: &Place<'_>) {
        let mut check = |keyword: &str, comparison: &str, holds: fn(&f64, &f64) -> bool| {
            let Some(limit) = schema.get(keyword) else { return };
            if !limit.as_f64().is_some_and(|limit| holds(&number, &limit)) {
                let params = json!({ "comparison": comparison, "limit": limit, "exclusive": false });
                self.fail(keyword, rule, place, params, format!("should be {comparison} {limit}"));
            }
        };
        check("maximum", "<=", f64::le);
        check("minimum", ">=", f64::ge);
    }

    fn text(&mut self, schema: Schema, rule: &Rule<'_>, text: &str, place: &Place<'_>) {
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && !docs::matches(pattern, text)
        {
            let message = format!("should match pattern \"{pattern}\"");
            self.fail("pattern", rule, place, json!({ "pattern": pattern }), message);
        }
        if let Some(name) = schema.get("format").and_then(Value::as_str)
            && !format::holds(name, text)
        {
            let message = format!("should match format \"{name}\"");
            self.fail("format", rule, place, json!({ "format": name }), message);
        }
    }

    fn array(
        &mut self,
        schema: Schema,
        base: &'static str,
        rule: &Rule<'_>,
        items: &[Value],
        place: &Place<'_>,
    ) {
        let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
        let count = items.len() as u64;
        if let Some(most) = limit("maxItems").filter(|most| count > *most) {
            let message = format!("should NOT have more than {most} items");
            self.fail("maxItems", rule, place, json!({ "limit": most }), message);
        }
        if let Some(least) = limit("minItems").filter(|least| count < *least) {
            let message = format!("should NOT have fewer than {least} items");
            self.fail("minItems", rule, place, json!({ "limit": least }), message);
        }
        if let Some(each) = schema.get("items") {
            let short = schema.get("shortItems");
            for (index, item) in items.iter().enumerate() {
                if self.is_done() {
                    return;
                }
                let form = self.form_of(short, base, item).unwrap_or(each);
                let spot = Spot { schema: form, base };
                self.visit(spot, &Rule::Under(rule, "items"), item, &Place::Item(place, index));
            }
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true))
            && let Some((i, j)) = twins(items)
        {
            let message = format!("should NOT have duplicate items (items ## {j} and {i} are identical)");
            self.fail("uniqueItems", rule, place, json!({ "i": i, "j": j }), message);
        }
    }

    /// The schema of the short form, if the array has one and the item was meant to be in it. Our own keyword.
    fn form_of(
        &mut self,
        short: Option<&'static Value>,
        base: &'static str,
        item: &Value,
    ) -> Option<&'static Value> {
        let when = short?.get("when")?;
        if self.passes(Spot { schema: when, base }, item) { short?.get("then") } else { None }
    }

    fn object(
        &mut self,
        schema: Schema,
        base: &'static str,
        rule: &Rule<'_>,
        object: &Map<String, Value>,
        place: &Place<'_>,
    ) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let required: Vec<&str> = strings(schema.get("required")).collect();
        for name in &required {
            if !properties.is_some_and(|map| map.contains_key(*name)) && !object.contains_key(*name) {
                self.missing(rule, name, place);
            }
        }
        let members = members(object);
        if let Some(names) = schema.get("propertyNames") {
            self.names(Spot { schema: names, base }, rule, &members, place);
        }
        self.rest(schema, base, rule, &members, place);
        for (name, property) in properties.into_iter().flatten() {
            if let Some(value) = object.get(name) {
                let above = Rule::Under(rule, "properties");
                let spot = Spot { schema: property, base };
                self.visit(spot, &Rule::Under(&above, name), value, &Place::Member(place, name));
            } else if required.contains(&name.as_str()) {
                self.missing(rule, name, place);
            }
        }
        for (pattern, property) in
            schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten()
        {
            for (key, value) in members.iter().filter(|(key, _)| docs::matches(pattern, key)) {
                let above = Rule::Under(rule, "patternProperties");
                let spot = Spot { schema: property, base };
                self.visit(spot, &Rule::Under(&above, pattern), value, &Place::Found(place, key));
            }
        }
    }

    fn missing(&mut self, rule: &Rule<'_>, name: &str, place: &Place<'_>) {
        let message = format!("should have required property '{name}'");
        self.fail("required", rule, place, json!({ "missingProperty": name }), message);
    }

    fn names(&mut self, spot: Spot, rule: &Rule<'_>, members: &[(&str, &Value)], place: &Place<'_>) {
        for (key, _) in members {
            if self.is_done() {
                return;
            }
            let before = self.messages.len();
            self.visit(spot, &Rule::Under(rule, "propertyNames"), &Value::from(*key), place);
            if self.messages.len() > before {
                let message = format!("property name '{key}' is invalid");
                self.fail("propertyNames", rule, place, json!({ "propertyName": key }), message);
            }
        }
    }

    /// Members that the schema neither names nor matches by a pattern.
    fn rest(
        &mut self,
        schema: Schema,
        base: &'static str,
        rule: &Rule<'_>,
        members: &[(&str, &Value)],
        place: &Place<'_>,
    ) {
        let Some(additional) = schema.get("additionalProperties") else { return };
        let in_object = |keyword: &str| schema.get(keyword).and_then(Value::as_object);
        let named = in_object("properties");
        let patterns = in_object("patternProperties");
        for (key, value) in members {
            if self.is_done() {
                return;
            }
            if named.is_some_and(|map| map.contains_key(*key))
                || patterns.is_some_and(|map| map.keys().any(|pattern| docs::matches(pattern, key)))
            {
                continue;
            }
            if additional == &Value::Bool(false) {
                let params = json!({ "additionalProperty": key });
                let message = "should NOT have additional properties".to_owned();
                self.fail("additionalProperties", rule, place, params, message);
            } else {
                let below = Rule::Under(rule, "additionalProperties");
                self.visit(Spot { schema: additional, base }, &below, value, &Place::Found(place, key));
            }
        }
    }

    fn choices(
        &mut self,
        schema: Schema,
        base: &'static str,
        rule: &Rule<'_>,
        value: &Value,
        place: &Place<'_>,
    ) {
        if let Some(constant) = schema.get("const").filter(|constant| *constant != value) {
            let params = json!({ "allowedValue": constant });
            self.fail("const", rule, place, params, "should be equal to constant".to_owned());
        }
        if let Some(Value::Array(allowed)) = schema.get("enum")
            && !allowed.contains(value)
        {
            let params = json!({ "allowedValues": allowed });
            self.fail("enum", rule, place, params, "should be equal to one of the allowed values".to_owned());
        }
        if let Some(Value::Array(branches)) = schema.get("anyOf")
            && !branches.iter().any(|branch| self.passes(Spot { schema: branch, base }, value))
        {
            let above = Rule::Under(rule, "anyOf");
            for (index, branch) in branches.iter().enumerate() {
                self.visit(Spot { schema: branch, base }, &Rule::At(&above, index), value, place);
            }
            self.fail("anyOf", rule, place, json!({}), "should match some schema in anyOf".to_owned());
        }
    }
}

/// A schema that is not a bare `true` or `false`.
type Schema = &'static Map<String, Value>;

fn strings(list: Option<&'static Value>) -> impl Iterator<Item = &'static str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
