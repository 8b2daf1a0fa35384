// A client that knows the entry point, the names of links and the members of bodies, and no address but `/`.
//
//   TOKEN=… node walk.mjs BASE
//
// It makes what it needs on the way and fails with the first thing that is not as published.

import assert from "node:assert/strict";
import { Client, bearerAuth } from "ketting";

const [base] = process.argv.slice(2);
const token = process.env.TOKEN;
assert(base && token, "usage: TOKEN=… node walk.mjs BASE");

const client = new Client(`${base}/`);
client.use(bearerAuth(token));

/** Every page of a list, each fetched by the link of the one before. */
async function* pages(list) {
  for (let page = list; page; ) {
    const state = await page.refresh();
    yield state;
    page = state.links.get("next") ? state.follow("next") : undefined;
  }
}

/** Makes an entity in the collection behind a link of the entry point. */
async function make(rel, data) {
  const collection = await client.follow(rel);
  return (await collection.post({ data })).follow("self");
}

async function world() {
  const customer = await make("nter:customers", { label: "Acme by links", allowed_statuses: [] });
  const { customer_id } = (await customer.get()).data;
  const program = await make("nter:programs", { label: "North", customer: { customer_id } });
  const { program_id } = (await program.get()).data;
  return make("nter:projects", { label: "Stores", program: { program_id } });
}

async function makesAWorkOrder(project) {
  const { project_id } = (await project.get()).data;
  const order = await make("nter:work-orders", { label: "Tablets", project: { project_id } });
  const state = await order.get();
  assert.equal(state.data.label, "Tablets");
  assert.equal(state.data.project.project_id, project_id);
  return order;
}

async function walksToIt(order) {
  const { work_order_id } = (await order.get()).data;
  const customers = await client.follow("nter:customers");
  const found = [];
  for (const customer of await customers.followAll("nter:customers")) {
    const orders = await customer.follow("nter:customer-work-orders");
    for (const one of await orders.followAll("nter:work-orders")) {
      if ((await one.get()).data.work_order_id === work_order_id) found.push(one.uri);
    }
  }
  assert.deepEqual(found, [order.uri]);
  const project = await order.follow("nter:work-order-project");
  const below = await project.follow("nter:project-work-orders");
  assert.deepEqual((await below.followAll("nter:work-orders")).map((one) => one.uri), [order.uri]);
}

async function changesIt(order) {
  const state = await order.get();
  const { project_id } = state.data.project;
  await order.put({ data: { label: "Phones", project: { project_id } } });
  assert.equal((await order.refresh()).data.label, "Phones");
}

async function relatesItToAnother(order, project) {
  const other = await makesAWorkOrder(project);
  const { work_order_id } = (await other.get()).data;
  const relations = await order.follow("nter:work-order-relations");
  const data = { relation: "backup", entity: { entity_type: "WOR", entity_id: work_order_id } };
  const made = await relations.post({ data });
  assert.equal(made.data.label, "Backup For");
  const there = await made.follow("nter:work-order").get();
  assert.equal(there.data.work_order_id, work_order_id);
  const backups = async () => {
    const listed = await (await relations.refresh()).followAll("nter:relations");
    const states = await Promise.all(listed.map((one) => one.get()));
    return states.filter((one) => one.data.relation === "backup");
  };
  const [listed, ...more] = await backups();
  assert(listed && more.length === 0);
  await listed.follow("self").delete();
  assert.deepEqual(await backups(), []);
  await other.delete();
}

async function pagesThrough(project, count) {
  const { project_id } = (await project.get()).data;
  const orders = await client.follow("nter:work-orders");
  for (let number = 0; number < count; number += 10) {
    const ten = Array.from({ length: Math.min(10, count - number) }, (_, place) =>
      orders.post({ data: { label: `Tablets ${number + place}`, project: { project_id } } }),
    );
    await Promise.all(ten);
  }
  const below = await (await project.refresh()).follow("nter:project-work-orders");
  const met = new Set();
  let walked = 0;
  for await (const page of pages(below)) {
    walked += 1;
    assert.equal(page.data.total_count, count + 1);
    for (const one of page.followAll("nter:work-orders")) {
      assert(!met.has(one.uri), `${one.uri} came twice`);
      met.add(one.uri);
    }
  }
  assert.equal(met.size, count + 1);
  assert(walked > 3, `${count + 1} came in ${walked} pages`);
}

async function deletesIt(order) {
  await order.delete();
  await assert.rejects(order.refresh(), (error) => error.status === 404 && error.body.title === "Not Found");
}

const project = await world();
const order = await makesAWorkOrder(project);
await walksToIt(order);
await changesIt(order);
await relatesItToAnother(order, project);
await pagesThrough(project, 300);
await deletesIt(order);
console.log("a HAL client that knows only / has made, found, changed, related, listed and deleted work orders");
