package sqlstore

import (
	"guangsha/internal/base/refusal"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/spending"
)

// constraint ties a constraint of the schema to the refusal it stands for. PostgreSQL names the constraint or
// index, SQLite the columns of a unique index.
type constraint struct {
	name    string
	columns string
	refusal func() *refusal.Refused
}

// constraints lists every constraint that a person's input can meet.
var constraints = []constraint{
	{"holder_movement_ref", "holder_movement.account, holder_movement.holder, holder_movement.day, holder_movement.ref",
		ledger.DuplicateSerial},
	{"loan_contract", "loan.contract", loan.ContractTaken},
	{"loan_registration_pkey", "loan_registration.certificate", loan.CertificateTaken},
	{"spending_payment_document", "spending_payment.payee, spending_payment.document", spending.DocumentTaken},
	{"spending_registry_item_pkey", "spending_registry_item.certificate", spending.ItemBilled},
	{"spending_registry_bill_document", "spending_registry_bill.registry, spending_registry_bill.document",
		spending.DocumentTaken},
	{"spending_contract_document", "spending_contract.vendor, spending_contract.document", spending.DocumentTaken},
	{"spending_survey_document", "spending_survey.document, spending_survey.topic", spending.SurveyTaken},
	{"service_case_in_flight", "service_case.person, service_case.kind", cases.Taken},
	{"receipt_serial", "receipt.bank_account, receipt.value_date, receipt.serial", ledger.DuplicateSerial},
	{"employer_uscc", "employer.uscc", member.EmployerExists},
	{"person_id_index", "person.id_index", member.IDNoTaken},
	{"member_open", "member.person", member.AccountExists},
}
