// Sets each of Dredd's transactions up, so that a correct server gives the answer that the document shows.
// What no request can provoke (429, 5xx) or what this server answers with another documented status is skipped.
const hooks = require('hooks')
const http = require('http')
const schemas = require('./schemas.json')

const NOBODY = 99999999
let number = 0

const body = (extra) => ({ first_name: 'Ada', last_name: 'Lovelace', email: `dredd-${process.pid}-${++number}@bench.example`, ...extra })
const send = (transaction, value) => { transaction.request.body = JSON.stringify(value) }
const go = (transaction, path) => { transaction.fullPath = transaction.fullPath.replace(/\/customers.*/, path) }
const token = (transaction, value) => { transaction.request.headers['X-Auth-Token'] = value }

// Creates a customer beside the transactions and hands on its id.
const customer = (transaction, sent, done) => {
  const options = {
    host: transaction.host,
    port: transaction.port,
    method: 'POST',
    path: transaction.fullPath.replace(/\/customers.*/, '/customers'),
    headers: { 'X-Auth-Token': 'full-token', Accept: 'application/json', 'Content-Type': 'application/json' },
  }
  const request = http.request(options, (answer) => {
    let text = ''
    answer.on('data', (piece) => { text += piece })
    answer.on('end', () => {
      let id = 1
      try { id = JSON.parse(text).id || 1 } catch (error) { /* A mutant: the transaction itself will fail. */ }
      done(id)
    })
  })
  request.on('error', () => done(1))
  request.end(JSON.stringify(sent))
}

const login = { password: 'Secret-pass-1', password_confirmation: 'Secret-pass-1' }
const path = { list: '/customers', create: '/customers', delete_all: '/customers', count: '/customers/count' }
const operations = {
  'List Customers': 'list',
  'Create a Customer': 'create',
  'Delete All Customers': 'delete_all',
  'Get a Count of Customers': 'count',
  'Get a Customer': 'get',
  'Update a Customer': 'update',
  'Delete a Customer': 'delete',
  'Validate a Password': 'validate',
}

const target = (operation, id) => path[operation] || `/customers/${id}${operation === 'validate' ? '/validate' : ''}`

const correct = {
  create: (transaction) => send(transaction, body({ _authentication: login, store_credit: '12.5' })),
  update: (transaction) => send(transaction, { notes: 'n', email: body().email }),
  validate: (transaction) => send(transaction, { password: login.password }),
}

const special = {
  'create 200': (transaction) => { transaction.skip = true },
  'list 204': (transaction) => go(transaction, '/customers?page=100000'),
  'list 400': (transaction) => go(transaction, '/customers?min_id=abc'),
  'count 400': (transaction) => go(transaction, '/customers/count?min_id=abc'),
  'create 400': (transaction) => send(transaction, { first_name: 'Ada' }),
  'update 400': (transaction) => send(transaction, { date_created: 'now' }),
  'list 413': (transaction) => go(transaction, '/customers?limit=251'),
  'create 415': (transaction) => { transaction.request.headers['Content-Type'] = 'text/plain' },
  'update 415': (transaction) => { transaction.request.headers['Content-Type'] = 'text/plain' },
}

hooks.beforeEach((transaction, done) => {
  const [, title, status] = transaction.name.split(' > ')
  const operation = operations[title]
  const sent = body({ _authentication: login })
  customer(transaction, sent, (id) => {
    go(transaction, target(operation, status === '404' ? NOBODY : id))
    if (correct[operation]) correct[operation](transaction)
    const name = `${operation} ${status}`
    if (special[name]) special[name](transaction)
    else if (status === '401') token(transaction, 'unknown-token')
    else if (status === '403') token(transaction, 'no-scope-token')
    else if (status === '406') transaction.request.headers.Accept = 'application/xml'
    else if (status !== '404' && !['200', '201', '204'].includes(status)) transaction.skip = true
    // Dredd takes every header of the document for required; the document requires none.
    const type = transaction.expected.headers['Content-Type']
    transaction.expected.headers = type ? { 'Content-Type': type } : {}
    // Of OpenAPI 3 it reads the example alone; with a schema it looks at types and values too.
    const schema = schemas[`${title} ${status}`]
    if (schema) transaction.expected.bodySchema = schema
    done()
  })
})
