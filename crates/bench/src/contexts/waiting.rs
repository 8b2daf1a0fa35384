//! Many runs that wait: what they cost in memory, and how quickly they go on when all fall due together.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use docket_app::{App, Caller, Clock, Op, Settings, context, entity, tenant};
use docket_domain::entity::EntityType;
use docket_domain::event::Source;
use docket_domain::json::Object;
use docket_domain::permission::Rights;
use docket_store::{Db, Options};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::setting;
use crate::goal::Goal;
use crate::niagara::requests::request;
use crate::options::Bench;
use crate::report::Report;
use crate::server::{Place, Server};
use crate::sqlite_floor::durable;

/// How many runs wait, and how few to compare their memory with.
const MANY: usize = 100_000;
const FEW: usize = 1_000;
/// How many are started at once.
const STARTERS: usize = 128;
/// How long the runs that are due may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures it and adds it to the report.
///
/// # Errors
/// When the runs can't be started, or don't go on.
pub fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let directory = tempfile::tempdir_in(bench.directory())?;
    let mut idle = Vec::new();
    for count in [FEW, MANY] {
        let place = Place {
            docket: bench.options.docket.clone(),
            data: directory.path().join(count.to_string()),
            database: None,
        };
        Server::start(&place, 1, None)?.stop()?;
        eprintln!("starting {count} runs that wait");
        fill(&place.data, count)?;
        let server = Server::start(&place, 1, None)?;
        std::thread::sleep(Duration::from_secs(3));
        idle.push(server.memory()?.0);
        server.stop()?;
        if count == MANY {
            let rate = drain(&place)?;
            let goal = Goal::at_least(5_000.0, None);
            report.check(
                format!("{MANY} runs that fall due together: how many go on a second"),
                vec![rate],
                Some(goal),
            );
        }
    }
    let grown = idle[1] - idle[0];
    report.check(
        format!("memory that {MANY} waiting runs take, MB"),
        vec![grown],
        Some(Goal::at_most(3.0, None)),
    );
    Ok(())
}

/// Makes all runs due, and measures how quickly a server that is started then ends them.
fn drain(place: &Place) -> Result<f64> {
    let connection = durable(&place.data.join("docket.db"))?;
    connection.execute("UPDATE context SET wake = 1 WHERE wake IS NOT NULL", [])?;
    drop(connection);
    let begin = Instant::now();
    let server = Server::start(place, 1, None)?;
    let left = |server: &Server| -> Result<u64> {
        let (_, answer) =
            server.answer(&request(&server.token, "GET", "/contexts?filter[active]=true&limit=1", None))?;
        let page: Value = serde_json::from_slice(&answer)?;
        page["total_count"].as_u64().with_context(|| format!("no count in {page}"))
    };
    while left(&server)? > 0 {
        if begin.elapsed() > PATIENCE {
            bail!("{} runs still wait", left(&server)?);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let rate = MANY as f64 / begin.elapsed().as_secs_f64();
    server.stop()?;
    Ok(rate)
}

/// Starts runs in the data folder of a server that does not run, through the use cases in this process.
fn fill(data: &Path, count: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let db = Db::open(&Options::new(format!("sqlite:{}", data.join("docket.db").display()))).await?;
        let app = App::new(db, Clock::Machine, Settings::default());
        let filled = start_all(&app, count).await;
        app.db.close().await;
        filled
    })
}

async fn start_all(app: &Arc<App>, count: usize) -> Result<()> {
    let tenant = tenant::found(app, tenant::DEFAULT).await?;
    let caller = Arc::new(Caller::new(tenant, "bench", Rights::all(), Rights::none(), ""));
    let op = move |app: &Arc<App>| Op::new(Arc::clone(app), Arc::clone(&caller), Source::Api);
    let mut flow = setting::waiting();
    flow["applies_to"] = "CUS".into();
    let flow = entity::create(&op(app), EntityType::WorkFlow, object(flow)?).await?.id;
    let mut starters = JoinSet::new();
    for starter in 0..STARTERS {
        let (app, op, flow) = (Arc::clone(app), op.clone(), flow.clone());
        let places = (starter..count).step_by(STARTERS);
        starters.spawn(async move {
            for place in places {
                let customer = json!({"label": format!("Customer {place}"), "allowed_statuses": []});
                let customer = entity::create(&op(&app), EntityType::Customer, object(customer)?).await?.id;
                let entity = (EntityType::Customer, customer);
                let work_flow = flow.clone();
                let (using, resource, data) = (None, None, Object::new());
                let new = context::Start { work_flow, entity, using, resource, data, begun_at: None };
                context::start(&op(&app), new).await?;
            }
            Ok::<_, anyhow::Error>(())
        });
    }
    while let Some(started) = starters.join_next().await {
        started?.context("can't start a run")?;
    }
    Ok(())
}

fn object(value: Value) -> Result<Object> {
    let Value::Object(object) = value else { bail!("no object") };
    ensure!(!object.is_empty(), "an empty body");
    Ok(object)
}
